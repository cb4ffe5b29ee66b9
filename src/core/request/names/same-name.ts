/**
 * The key by which two spellings are one name: equal after dropping case and every sign but letters, digits and dots
 * (design §1).
 */
export const sameName = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}.]+/gu, '')
