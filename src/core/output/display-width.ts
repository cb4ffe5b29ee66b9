const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u

/** What makes one picture of several characters: joiners, variants, skin tones, the letters of a flag. */
const joining = /[\u200d\ufe0f]|\p{Emoji_Modifier}|\p{Regional_Indicator}/u

const picture = /\p{Extended_Pictographic}[\u200d\ufe0f\p{Emoji_Modifier}]|\p{Regional_Indicator}{2}/u

/**
 * How many columns of a terminal a text takes: two for a wide character or a picture, however many characters it is
 * made of, none for a combining one.
 */
export const displayWidth = (text: string): number => {
  if (/^[ -~]*$/.test(text)) return text.length
  if (!joining.test(text)) return widthOfCharacters(text)
  return Array.from(new Intl.Segmenter().segment(text)).reduce(
    (width, {segment}) => width + (picture.test(segment) ? 2 : widthOfCharacters(segment)),
    0,
  )
}

const widthOfCharacters = (text: string): number => {
  let width = 0
  for (const sign of text) {
    if (/^[\p{M}\p{Cf}]$/u.test(sign)) continue
    width += wide.test(sign) ? 2 : 1
  }
  return width
}
