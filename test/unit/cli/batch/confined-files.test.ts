import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {mkdir, mkdtemp, realpath, rm, symlink, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {type ConfinedFiles, openConfinedFiles} from '../../../../src/cli/batch/confined-files.js'
import {FileValue} from '../../../../src/core/values/value.js'

describe('the files of lines', () => {
  let outside: string
  let root: string
  let files: ConfinedFiles
  before(async () => {
    outside = await realpath(await mkdtemp(join(tmpdir(), 'hwc-')))
    root = join(outside, 'root')
    await mkdir(join(root, 'inner'), {recursive: true})
    await writeFile(join(root, 'a.txt'), 'a')
    await writeFile(join(outside, 'secret'), 's')
    await symlink(join(outside, 'secret'), join(root, 'link'))
    await symlink(join(root, 'a.txt'), join(root, 'inner', 'b.txt'))
    await symlink(outside, join(root, 'way'))
    await symlink(join(outside, 'not yet'), join(root, 'dangling'))
    execFileSync('mkfifo', [join(root, 'fifo')])
    files = await openConfinedFiles(root)
  })
  after(async () => {
    await rm(outside, {recursive: true})
  })

  it('lie below the folder, in any spelling', async () => {
    assert.deepEqual(await files.reader.open('a.txt'), new FileValue(join(root, 'a.txt')))
    assert.deepEqual(await files.reader.open('inner/../a.txt'), new FileValue(join(root, 'a.txt')))
    assert.deepEqual(await files.reader.open(join(root, 'a.txt')), new FileValue(join(root, 'a.txt')))
  })

  it('keep the name that the line says where a link leads to another', async () => {
    assert.deepEqual(await files.reader.open('inner/b.txt'), new FileValue(join(root, 'a.txt'), 'b.txt'))
  })

  for (const path of ['../secret', 'link', 'way/secret', '/etc/hostname', '.', '']) {
    it(`are not ${JSON.stringify(path)}, to be read`, async () => {
      await assert.rejects(files.reader.open(path), {
        kind: 'file',
        message: `Cannot use ${path}: it is not below ${root}`,
      })
    })
  }

  it('are no folders, pipes and missing ones', async () => {
    await assert.rejects(files.reader.open('inner'), {message: 'Cannot use inner: it is no regular file'})
    await assert.rejects(files.reader.open('fifo'), {message: 'Cannot use fifo: it is no regular file'})
    await assert.rejects(files.reader.open('nothing'), {kind: 'file', message: /there is no such file$/})
    await assert.rejects(files.reader.open('~/a.txt'), {kind: 'file', message: /there is no such file$/})
  })

  it('are saved below the folder, in one that exists', async () => {
    assert.equal(await files.toSave('inner/new'), join(root, 'inner', 'new'))
    assert.equal(await files.toSave('inner/b.txt'), join(root, 'a.txt'))
    await assert.rejects(files.toSave('none/new'), {kind: 'file', message: /there is no such file$/})
  })

  for (const path of ['../new', 'link', 'way/new', '/tmp/hwc-new', 'dangling', 'inner', 'fifo']) {
    it(`are not saved as ${path}`, async () => {
      await assert.rejects(files.toSave(path), {kind: 'file'})
    })
  }

  it('need a folder', async () => {
    await assert.rejects(openConfinedFiles(join(root, 'a.txt')), {kind: 'file', message: /it is no folder$/})
    await assert.rejects(openConfinedFiles(join(root, 'none')), {kind: 'file', message: /there is no such file$/})
  })
})
