import assert from 'node:assert/strict'
import {fileReason} from '../../../../src/core/errors/file-reason.js'

describe('Why a file could not be read or written', () => {
  const failed = (code: string): Error => Object.assign(new Error('secret'), {code})

  it('is told in words where they are known, else by the code, never by the message', () => {
    assert.deepEqual(
      ['ENOENT', 'EACCES', 'EISDIR', 'EIO', 'toString'].map((code) => [
        fileReason(failed(code), 'read'),
        fileReason(failed(code), 'write'),
      ]),
      [
        ['there is no such file', 'there is no such folder'],
        ['it may not be read', 'permission denied'],
        ['it is a folder', 'it is a folder'],
        ['EIO', 'EIO'],
        ['toString', 'toString'],
      ],
    )
    assert.equal(fileReason(new Error('secret'), 'read'), 'unknown')
  })
})
