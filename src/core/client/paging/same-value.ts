import {isValueMap, NumberText, type Value} from '../../values/value.js'

/** Whether two values are the same, digit by digit; ends at the first difference. */
export const isSameValue = (one: Value, other: Value): boolean => {
  if (one === other) return true
  if (one instanceof NumberText) return other instanceof NumberText && one.text === other.text
  if (Array.isArray(one)) {
    if (!Array.isArray(other)) return false
    const [list, otherList] = [one as readonly Value[], other as readonly Value[]]
    return list.length === otherList.length && list.every((item, at) => isSameValue(item, otherList[at] ?? null))
  }
  if (!isValueMap(one) || !isValueMap(other) || one.size !== other.size) return false
  for (const [key, item] of one) {
    const counterpart = other.get(key)
    if (counterpart === undefined || !isSameValue(item, counterpart)) return false
  }
  return true
}
