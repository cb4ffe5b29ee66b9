/** What the description of a parameter says of the pages of a list. Only these facts leave the generator. */
export interface PagingProse {
  /** What an offset counts; undefined where the text does not say, or says both. */
  readonly counts: 'items' | 'pages' | undefined
  /** The text names the things that are counted; else it only speaks of an offset, which may be of pages too. */
  readonly isPlain: boolean
  /** The number of the first page or item; undefined where the text does not say, or contradicts itself. */
  readonly first: 0 | 1 | undefined
  /** The text says no more than that the number is at least 1. */
  readonly leastIsOne: boolean
  /** An offset has to be a multiple of the limit. */
  readonly aligned: boolean
  /** It is for use together with the limit. */
  readonly needsLimit: boolean
  /** Beyond the end the last page comes again: no empty one says that it is over. */
  readonly staysOnLast: boolean
}

const entities: Readonly<Record<string, string>> = {
  '&#x3D;': '=',
  '&gt;': '>',
  '&lt;': '<',
  '&amp;': '&',
  '\\&quot;': '"',
}

/** The text without blanks and emphasis, with one sign for what is written in several ways. */
const plain = (text: string): string =>
  text
    .replaceAll(/&#x3D;|&gt;|&lt;|&amp;|\\&quot;/g, (entity) => entities[entity] ?? entity)
    .replaceAll(/[\s*`“”"']/g, '')
    .replaceAll('：', ':')
    .replaceAll('，', ',')
    .replaceAll(/[～—－]/g, '~')
    .toLowerCase()

const pageWords =
  /页码|页数|页号|页编号|分页编号|第几页|第[a-z]+页|哪一页|起始页|当前页|页索引|分页索引|page_?(?:number|no|index)/
const itemWords = /条|记录|数据|资源|下标|索引位置|起始索引|跳过|行号|个任务/
const offsetWords = /偏移|起始位置|开始位置|起始点|起始值|起始编号|起始记录|initialindex/
/** A number of pages less one is passed over. */
const pagesLessOne = /页[数码]减1/

const defaultOf = (digit: 0 | 1): RegExp =>
  new RegExp(`(?:默认|缺省)(?:取值|值|偏移量)?(?:是|为|:|取|=)*${digit}(?![.\\d])|起始页码为${digit}(?!\\d)`)
const startOf = (digit: 0 | 1): RegExp => new RegExp(`[从自]第?${digit}(?:条|个)?(?:开始|起|计)|from${digit}(?!\\d)`)
const leastOf = (digit: 0 | 1): RegExp =>
  new RegExp(
    `(?:最小值?(?:是|为|:)?|大于等于|大于或等于|大于或者等于|不小于|≥|>=)${digit}(?!\\d)|(?:取值范围(?:是|为|:)*|\\[)${digit}[,~-]`,
  )

const only = (text: string, pattern: (digit: 0 | 1) => RegExp): 0 | 1 | 'both' | undefined => {
  const zero = pattern(0).test(text)
  const one = pattern(1).test(text)
  if (zero && one) return 'both'
  return zero ? 0 : one ? 1 : undefined
}

const countsOf = (text: string): PagingProse['counts'] => {
  if (pagesLessOne.test(text)) return 'pages'
  const isOfItems = itemWords.test(text) || offsetWords.test(text)
  if (pageWords.test(text)) return isOfItems ? undefined : 'pages'
  return isOfItems ? 'items' : undefined
}

/** Reads the description of a parameter that says where a page begins, or that numbers pages. */
export const readPagingProse = (description: string): PagingProse => {
  const text = plain(description)
  const stated = [only(text, defaultOf), only(text, startOf)]
  const least = only(text, leastOf)
  const numbers = new Set(stated.filter((number) => number !== undefined))
  const [number] = numbers
  const isTold = numbers.size === 1 && number !== 'both'
  return {
    counts: countsOf(text),
    isPlain: itemWords.test(text),
    first: isTold ? (number as 0 | 1) : numbers.size === 0 && least === 0 ? 0 : undefined,
    leastIsOne: numbers.size === 0 && least === 1,
    aligned: /整数倍|limit的倍数/.test(text),
    needsLimit: /limit(?:参数)?[^,。;]{0,4}(?:一起|配套|配合|同时|联合|携带)/.test(text),
    staysOnLast: /返回最后一页/.test(text),
  }
}

/** Whether a number's description says that it counts the whole list, or that it counts a page or pages. */
export const readCountProse = (description: string): 'all' | 'page' | undefined => {
  const text = plain(description)
  if (/返回的?(?:记录|数据|结果|模板|列表)?(?:条数|个数|数量|数|量|长度)/.test(text)) return 'page'
  if (/当前页|本页|单页|每页|该页|分页大小|页数|总页|多少页|本次|此次|当次/.test(text)) return 'page'
  return /总|全部|所有|total/.test(text) ? 'all' : undefined
}

/** Whether a marker's description says that it is the id of the item before. */
export const isItemId = (description: string): boolean => {
  const text = plain(description)
  return /id/.test(text) && /最后|起始|开始|上一/.test(text) && !/创建时间|名称|name|next_marker/.test(text)
}

/** Whether a marker in an answer is that of the page that follows. */
export const isNextMarker = (description: string): boolean => /下一|下次|下页|最后|后续|next/.test(plain(description))

/** Whether a text in an answer is a link to the page that follows. */
export const isNextLink = (description: string): boolean => /链接|link|url|href|地址/.test(plain(description))
