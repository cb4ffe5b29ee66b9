/** Two spellings are the same name if their keys are equal: case and every sign but letters, digits and dots are dropped (design §1). */
export const nameKey = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}.]/gu, '')
