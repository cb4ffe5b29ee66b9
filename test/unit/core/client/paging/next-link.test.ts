import assert from 'node:assert/strict'
import {nextTarget} from '../../../../../src/core/client/paging/next-link.js'
import {PagingError} from '../../../../../src/core/errors/paging-error.js'

const sent = {scheme: 'https', host: 'vpc.example.com', target: '/v1/things?limit=2'} as const

describe('nextTarget', () => {
  const followed: readonly (readonly [title: string, link: string, target: string])[] = [
    ['a path and a query', '/v1/things?marker=a', '/v1/things?marker=a'],
    ['a query alone, for the same path', '?marker=a', '/v1/things?marker=a'],
    ['a link to the same host', 'https://vpc.example.com/v1/things?marker=a', '/v1/things?marker=a'],
    ['the same host in other letters and with its port', 'HTTPS://VPC.example.com:443/v1/a?b=c', '/v1/a?b=c'],
    ['a query in another order', '/v1?b=2&a=1&b=1', '/v1?a=1&b=1&b=2'],
    ['a query in another encoding', '/v1?m=a+b%2fc/d%7e', '/v1?m=a%20b%2Fc%2Fd~'],
    [
      'a query that holds signs of a URL',
      '/v1?u=http://evil.example/?x@y',
      '/v1?u=http%3A%2F%2Fevil.example%2F%3Fx%40y',
    ],
    ['a key without a value', '/v1?a&b=', '/v1?a=&b='],
    ['no query', '/v2/things', '/v2/things'],
  ]
  for (const [title, link, target] of followed) {
    it(`follows ${title}`, () => {
      assert.equal(nextTarget(link, sent), target)
    })
  }

  const elsewhere = 'leads to another host'
  const refused: readonly (readonly [title: string, link: string, problem: string])[] = [
    ['another host', 'https://evil.example/v1', elsewhere],
    ['another scheme', 'http://vpc.example.com/v1', elsewhere],
    ['another port', 'https://vpc.example.com:444/v1', elsewhere],
    ['a port that is only another scheme’s', 'https://vpc.example.com:80/v1', elsewhere],
    ['a user before the host', 'https://vpc.example.com@evil.example/v1', elsewhere],
    ['a user before the same host', 'https://me@vpc.example.com/v1', elsewhere],
    ['a longer host', 'https://vpc.example.com.evil.example/v1', elsewhere],
    ['no host', 'https:///v1', elsewhere],
    ['another kind of link', 'file:///etc/passwd', elsewhere],
    ['a host without a scheme', '//evil.example/v1', 'starts with two slashes'],
    ['the same host without a scheme', '//vpc.example.com/v1', 'starts with two slashes'],
    ['two slashes after the host', 'https://vpc.example.com//v1', 'starts with two slashes'],
    ['a scheme without slashes', 'https:vpc.example.com/v1', 'does not start with a slash'],
    ['a script', 'javascript:alert(1)', 'does not start with a slash'],
    ['a relative path', 'v1/things', 'does not start with a slash'],
    ['nothing after the host', 'https://vpc.example.com', 'does not start with a slash'],
    ['a query right after the host', 'https://vpc.example.com?a=1', 'does not start with a slash'],
    ['a user and nothing else', '@evil.example/v1', 'does not start with a slash'],
    ['a backslash', '/\\evil.example/v1', 'holds a backslash, a blank or a control character'],
    ['backslashes for slashes', 'https:\\\\evil.example\\v1', 'does not start with a slash'],
    ['a backslash after the host', 'https://vpc.example.com\\@evil.example/', 'does not start with a slash'],
    ['a line feed', '/v1\nHost: evil', 'holds a backslash, a blank or a control character'],
    ['a carriage return in the query', '/v1?a=1\r\nX: y', 'holds a backslash, a blank or a control character'],
    ['a line feed before the path', '\n/v1', 'does not start with a slash'],
    ['a blank', '/v1/a b', 'holds a backslash, a blank or a control character'],
    ['dots', '/v1/../v2', 'holds a segment of dots (. or ..)'],
    ['encoded dots', '/v1/%2e%2E/v2', 'holds a segment of dots (. or ..)'],
    ['a dot and an encoded one', '/v1/.%2e', 'holds a segment of dots (. or ..)'],
    ['a fragment', '/v1#a', 'holds a fragment (#)'],
    ['a fragment in the query', '/v1?a=1#b', 'holds a fragment (#)'],
    ['a fragment after the host', 'https://vpc.example.com#@evil.example/', 'does not start with a slash'],
    ['letters that are not ASCII', '/v1/ä', 'holds characters that must be percent-encoded'],
    ['a broken escape in the query', '/v1?a=%zz', 'holds a % that begins no escape'],
  ]
  for (const [title, link, problem] of refused) {
    it(`refuses ${title}`, () => {
      assert.throws(
        () => nextTarget(link, sent),
        (error) =>
          error instanceof PagingError && error.message === `The link to the next page ${problem}: it is not followed`,
      )
    })
  }
})
