import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {load} from 'js-yaml'
import {type IdempotencyOverlay} from './idempotency-rule.js'
import {type SensitiveOverlay} from './sensitive-rule.js'

/** catalog/overlay/scope.yaml: services, each with the reason. */
export interface ScopeOverlay {
  readonly filled: Readonly<Record<string, string>>
  readonly explicit: Readonly<Record<string, string>>
}

/** One service in catalog/services.yaml. */
export interface ServiceText {
  readonly title: string
  readonly description: string
  readonly area: string
}

const loadYaml = (file: string): unknown => load(readFileSync(file, 'utf8'), {filename: file})

/** @throws {Error} where the file is not there or is no YAML. */
export const readScope = (catalog: string): ScopeOverlay =>
  loadYaml(join(catalog, 'overlay', 'scope.yaml')) as ScopeOverlay

/** @throws {Error} where the file is not there or is no YAML. */
export const readSensitive = (catalog: string): SensitiveOverlay =>
  loadYaml(join(catalog, 'overlay', 'sensitive.yaml')) as SensitiveOverlay

/** @throws {Error} where the file is not there or is no YAML. */
export const readIdempotency = (catalog: string): IdempotencyOverlay =>
  loadYaml(join(catalog, 'overlay', 'idempotency.yaml')) as IdempotencyOverlay

/** @throws {Error} where the file is not there or is no YAML. */
export const readServiceTexts = (catalog: string): Readonly<Record<string, ServiceText>> =>
  loadYaml(join(catalog, 'services.yaml')) as Readonly<Record<string, ServiceText>>
