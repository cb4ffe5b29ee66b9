/** Where something is wrong, and what. */
export type Problem = string
