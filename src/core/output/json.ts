import {formatJson, prettyJson} from '../values/format-json.js'
import {type Formatter} from './format.js'
import {showControls} from '../values/show-controls.js'

// JSON has to escape U+0000–U+001F only, but terminals obey U+0080–U+009F too: they are escaped as well.
const layout = {...prettyJson, quote: (text: string) => showControls(JSON.stringify(text))}

/** JSON with two spaces a level; numbers with their digits, keys in their order. */
export const formatAsJson: Formatter = (value) => `${formatJson(value, layout)}\n`
