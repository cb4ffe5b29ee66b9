/**
 * Where requests are known to part. In all of it hwc does what the Python SDK does; the sections are those of the spec.
 */
export type KnownDifference =
  /** Python puts a space after each comma and colon (§6.4). */
  | 'the spaces in JSON'
  /** Python sends a text as it is (§6.4); axios quotes what is no JSON. */
  | 'the quotes around a body that is a text'
  /** The packages declare `application/json;charset=UTF-8`; the core of the Node SDK sends `application/json` (§13). */
  | 'the parameters of a JSON content type'
  /** Python sends the pairs in the order that it signs them in, the Node SDK as they were given (§2.5, §13). */
  | 'the order of the query'
  /** Packages of 3.0 alone; Python sends nothing (§6.4). */
  | 'an empty object as the body of an operation that has none'
  /** `True`, as Python writes it (§6.3). */
  | 'the spelling of a boolean in a header'
  /** Python signs it (§2.4). */
  | 'User-Agent among the signed headers'
  /** The Node SDK asks for JSON, Python for anything (§1). */
  | 'Accept'
  /** axios writes what it can read, the library of the Python SDK what it can (§1). */
  | 'Accept-Encoding'
  /** The library of the Python SDK writes a zero, axios nothing. */
  | 'the Content-Length of a DELETE without a body'
  /** By chance on both sides. */
  | 'the boundary of a form'
  /** The Node SDK guesses it by the file's name (§6.5). */
  | 'the Content-Type of a file in a form'
  /** Python signs it, the Node SDK does not (§13). */
  | 'Content-Type among the signed headers of a form'
  /** Python then signs nothing (§1). The Node SDK signs, and sends its signature in place of what it was given. */
  | 'an Authorization of the call, which the Node SDK overwrites'
  /** The Python SDK asks for it as for any other. The Node SDK's credentials must give it, and those of this kind do not. */
  | 'a path parameter that the Node SDK leaves to its credentials'
