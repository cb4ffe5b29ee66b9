/** The tools whose configuration can be taken over. */
export const importSources = ['koocli', 'terraform', 'obsutil'] as const

export type ImportSource = (typeof importSources)[number]
