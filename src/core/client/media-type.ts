/** The media type of a content type, in lower case and without its parameters; empty where there is none. */
export const mediaTypeOf = (contentType: string | undefined): string =>
  contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
