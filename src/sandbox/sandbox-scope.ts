/** The ids that fill `{project_id}` and `{domain_id}`. */
export interface SandboxScope {
  readonly projectId: string
  readonly domainId: string
}
