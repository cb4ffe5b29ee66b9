import assert from 'node:assert/strict'
import {displayWidth} from '../../../../src/core/output/display-width.js'

describe('displayWidth', () => {
  const widths: Readonly<Record<string, number>> = {
    'plain text': 10,
    '': 0,
    é: 1,
    'e\u0301': 1,
    华为: 4,
    ａ: 2,
    '😀': 2,
    '👩\u200d👩\u200d👧': 2,
    '👍🏽': 2,
    '❤\ufe0f': 2,
    '🇨🇳': 2,
    '1️': 1,
    '👩\u200d👩\u200d👧 emoji ﷺ é': 12,
    'a\u200db': 2,
  }
  for (const [text, width] of Object.entries(widths))
    it(`gives ${JSON.stringify(text)} ${String(width)}`, () => {
      assert.equal(displayWidth(text), width)
    })
})
