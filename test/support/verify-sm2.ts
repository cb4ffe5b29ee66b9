import assert from 'node:assert/strict'
import {createHash} from 'node:crypto'
import {sm2Identity, sm2Order} from '../../src/core/signing/sm2.js'

interface Point {
  readonly x: bigint
  readonly y: bigint
}
const prime = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn
const positive = (value: bigint): bigint => ((value % prime) + prime) % prime
const invert = (value: bigint): bigint => {
  let [a, b, u, v] = [positive(value), prime, 1n, 0n]
  while (a !== 0n) {
    const q = b / a
    ;[a, b, u, v] = [b - q * a, a, v - q * u, u]
  }
  return positive(v)
}
const add = (one: Point | undefined, other: Point | undefined): Point | undefined => {
  if (!one) return other
  if (!other) return one
  if (one.x === other.x && positive(one.y + other.y) === 0n) return undefined
  const slope =
    one.x === other.x
      ? positive((3n * one.x * one.x + prime - 3n) * invert(2n * one.y))
      : positive((other.y - one.y) * invert(other.x - one.x))
  const x = positive(slope * slope - one.x - other.x)
  return {x, y: positive(slope * (one.x - x) - one.y)}
}
const multiply = (point: Point, times: bigint): Point | undefined => {
  let result: Point | undefined
  let current: Point | undefined = point
  for (let rest = times; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = add(result, current)
    current = add(current, current)
  }
  return result
}

const readDer = (der: Buffer): readonly [bigint, bigint] => {
  assert.equal(der[0], 0x30)
  assert.equal(der[1], der.length - 2)
  const length = der[3] ?? 0
  const r = der.subarray(4, 4 + length)
  const s = der.subarray(6 + length)
  assert.deepEqual([der[2], der[4 + length], der[5 + length]], [2, 2, s.length])
  return [BigInt(`0x${r.toString('hex')}`), BigInt(`0x${s.toString('hex')}`)]
}

/**
 * Whether a DER signature of a text is right for a public key (x and y, 64 bytes): the verification of GB/T 32918.2 §7
 * written out, with curve arithmetic of its own.
 */
export const verifySm2 = (point: Buffer, message: string, der: Buffer): boolean => {
  const [r, s] = readDer(der)
  const t = (r + s) % sm2Order
  const e = BigInt(`0x${createHash('sm3').update(sm2Identity(point)).update(message).digest('hex')}`)
  const base = {
    x: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
    y: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
  }
  const key = {
    x: BigInt(`0x${point.subarray(0, 32).toString('hex')}`),
    y: BigInt(`0x${point.subarray(32).toString('hex')}`),
  }
  const sum = add(multiply(base, s), multiply(key, t))
  return sum !== undefined && (e + sum.x) % sm2Order === r
}
