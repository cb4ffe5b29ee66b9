/** A moment as the SDK writes it into Date for object storage: `Tue Mar 05 2024 06:07:08 GMT`, which is not RFC 1123 (spec §10.1). */
export const toObsDate = (date: Date): string => {
  const [weekday = '', day, month, year, time] = date.toUTCString().split(' ')
  return `${weekday.replace(',', '')} ${month} ${day} ${year} ${time} GMT`
}
