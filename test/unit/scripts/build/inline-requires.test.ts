import assert from 'node:assert/strict'
import {inlineRequires} from '../../../../scripts/build/inline-requires.js'

describe('inlineRequires', () => {
  it('moves a require to every point of use, parenthesised for new', () => {
    const text = ['const parse_1 = require("./parse");', 'f(() => new parse_1.Parser(parse_1.options));'].join('\n')
    assert.equal(inlineRequires(text), '\nf(() => new (require("./parse")).Parser((require("./parse")).options));')
  })

  it('moves what TypeScript wraps for default and namespace imports', () => {
    const text =
      'const a_1 = __importDefault(require("a"));\nconst b_2 = __importStar(require("b"));\na_1.default(b_2);'
    assert.equal(inlineRequires(text), '\n\n(__importDefault(require("a"))).default((__importStar(require("b"))));')
  })

  it('leaves every other require where it is', () => {
    const text = 'const fs = require("fs");\nrequire("./side-effect");\n  const inner_1 = require("./inner");'
    assert.equal(inlineRequires(text), text)
  })

  it('takes a name whole', () => {
    const text = 'const a_1 = require("a");\nb(a_1.x, a_10, ba_1);'
    assert.equal(inlineRequires(text), '\nb((require("a")).x, a_10, ba_1);')
  })
})
