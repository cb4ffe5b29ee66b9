import {type Row} from './layout.js'

/** How the kinds of values on a page are typed; `rows` are the page's parameters, `examples` the words of its examples. */
export const valueLegend = (rows: readonly Row[], examples: readonly (readonly string[])[]): Row[] => {
  const has = (part: string): boolean => rows.some(({left}) => left.includes(part))
  const legend: (Row | false)[] = [
    has('<object>') && {left: '<object>', right: 'JSON or YAML text, file://PATH, or its fields as the flags below it'},
    has('...') && {left: '...', right: 'give the flag once for every element'},
    (has('.0.') || examples.some((words) => words.some((word) => /^--[^ ]*\.0\./.test(word)))) && {
      left: '.0',
      right: 'the first element of a list; .1 is the second',
    },
    has('<key>') && {left: '<key>', right: 'any key of your own'},
    has('[=false]') && {left: '[=false]', right: 'the flag alone means true; --no-NAME is false too'},
    has('<base64>') && {left: '<base64>', right: 'base64 text, or fileb64://PATH for the bytes of a file'},
    rows.some(({right}) => /\sbelow$/.test(right)) && {left: 'below', right: '--help=full shows these fields'},
    rows.some(({right}) => /(^|; )secret/.test(right)) && {
      left: 'secret',
      right: 'give file://PATH, or file://- for stdin: other processes can see what is typed',
    },
  ]
  return legend.filter((row) => row !== false)
}
