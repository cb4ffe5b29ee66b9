import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {load} from 'js-yaml'
import {areas} from '../../../../src/cli/help/areas.js'
import {repositoryRoot} from '../../../support/repository.js'

type ServiceTexts = Readonly<
  Record<string, {readonly title: string; readonly description: string; readonly area: string}>
>

describe('catalog/services.yaml', () => {
  const texts = load(readFileSync(join(repositoryRoot, 'catalog/services.yaml'), 'utf8')) as ServiceTexts
  const entries = Object.entries(texts)

  it('lists the services in alphabetical order', () => {
    assert.deepEqual(Object.keys(texts), Object.keys(texts).toSorted())
  })

  it('gives each a title, a sentence of at most 100 characters and one of the areas', () => {
    const offenders = entries.filter(
      ([, {title, description, area}]) =>
        title === '' || title.length > 45 || !/^[A-Z].{10,98}\.$/.test(description) || !Object.hasOwn(areas, area),
    )
    assert.deepEqual(offenders, [])
  })

  it('has a service in every area', () => {
    const used = new Set(entries.map(([, {area}]) => area))
    assert.deepEqual(
      Object.keys(areas).filter((area) => !used.has(area)),
      [],
    )
  })
})
