/** Templates that differ by the names of their placeholders alone share this text. */
export const templateShape = (template: string): string => template.replaceAll(/\{[^{}]+\}/g, '{}')
