/** Shell exports for hwc and the SDKs, Terraform's, or the JSON that a `credential_process` prints. */
export const exportFormats = ['shell', 'terraform', 'json'] as const

export type ExportFormat = (typeof exportFormats)[number]
