import {type Models} from '../python/model-folder.js'
import {type ProseOf} from './derive-pages.js'

/** What the SDK says of an attribute of a model, where it stands in its constructor's description. */
export const attributeProse =
  (models: Models): ProseOf =>
  (owner, attribute) => {
    const text = models.get(owner)?.prose ?? ''
    const opening = `:param ${attribute}: `
    const from = text.indexOf(opening)
    if (from === -1) return ''
    const to = text.indexOf(`:type ${attribute}:`, from)
    return text.slice(from + opening.length, to === -1 ? undefined : to)
  }
