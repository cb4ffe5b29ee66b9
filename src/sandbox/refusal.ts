/** An answer of status 400 or more in the shape of Huawei's API gateway. */
export interface Refusal {
  readonly status: number
  readonly code: string
  readonly message: string
}

/** The gateway's answer to a path that no operation has. */
export const unknownRoute: Refusal = {
  status: 404,
  code: 'APIGW.0101',
  message: 'The API does not exist or has not been published in the environment',
}

/** The gateway's answer to a signature that it cannot accept; `why` ends the sentence. */
export const notAuthenticated = (why: string): Refusal => ({
  status: 401,
  code: 'APIGW.0301',
  message: `Incorrect IAM authentication information: ${why}`,
})

export const badRequest = (faults: readonly string[]): Refusal => ({
  status: 400,
  code: 'SBX.0400',
  message: faults.join('; '),
})

export const forbiddenHost: Refusal = {
  status: 403,
  code: 'SBX.0403',
  message: 'The sandbox answers only to loopback names in the Host header',
}

export const badControlToken: Refusal = {
  status: 403,
  code: 'SBX.0401',
  message: 'The control token is not the one of this sandbox',
}

export const bodyTooLarge: Refusal = {
  status: 413,
  code: 'SBX.0413',
  message: 'The body is larger than the sandbox reads',
}

/** A fault of the sandbox itself. */
export const sandboxFault = (why: string): Refusal => ({status: 500, code: 'SBX.0500', message: why})
