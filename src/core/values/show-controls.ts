const toEscape = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`

/**
 * Makes control characters visible (`\u001b`), so that text from a server, a file or the environment cannot move the
 * cursor, change a title or hide what stands before it (design §8). Line feeds and tabs stay.
 */
export const showControls = (text: string): string =>
  text.replaceAll(/[\0-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]|[\u202a-\u202e\u2066-\u2069]/g, toEscape)

/** As `showControls`, for one line: line feeds and tabs are shown too, as `\n` and `\t`. */
export const showControlsInLine = (text: string): string =>
  showControls(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t')
