const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u

/** How many columns of a terminal a text takes: two for a wide character, none for a combining one. */
export const displayWidth = (text: string): number => {
  if (/^[ -~]*$/.test(text)) return text.length
  let width = 0
  for (const sign of text) {
    if (/^[\p{M}\p{Cf}]$/u.test(sign)) continue
    width += wide.test(sign) ? 2 : 1
  }
  return width
}
