/** The word to type for a method of the SDK: `list_vpcs` → `list-vpcs` (design §1). */
export const toCommandName = (methodName: string): string => methodName.replaceAll('_', '-')
