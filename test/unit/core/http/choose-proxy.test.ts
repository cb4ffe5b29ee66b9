import assert from 'node:assert/strict'
import {ConfigError} from '../../../../src/core/errors/config-error.js'
import {chooseProxy} from '../../../../src/core/http/choose-proxy.js'

const choose = (host: string, noProxy: string, url = 'http://proxy.example:3128'): string | undefined =>
  chooseProxy({scheme: 'https', host}, {proxy: () => url, noProxy})?.href

describe('chooseProxy', () => {
  it('asks for the proxy of the scheme', () => {
    const proxy = (scheme: string): string | undefined => (scheme === 'http' ? 'plain.example:80' : undefined)
    assert.equal(chooseProxy({scheme: 'http', host: 'a.example'}, {proxy})?.href, 'http://plain.example/')
    assert.equal(chooseProxy({scheme: 'https', host: 'a.example'}, {proxy}), undefined)
    assert.equal(chooseProxy({scheme: 'https', host: 'a.example'}, {}), undefined)
  })

  for (const host of ['localhost:1', 'x.localhost', '127.0.0.1', '127.9.9.9:80', '[::1]:80', '169.254.169.254']) {
    it(`has none for ${host}`, () => {
      assert.equal(choose(host, ''), undefined)
    })
  }

  for (const [noProxy, host, direct] of [
    ['*', 'vpc.example.com', true],
    ['example.com', 'vpc.example.com', true],
    ['example.com', 'example.com:8443', true],
    ['example.com', 'notexample.com', false],
    ['.example.com', 'vpc.example.com', true],
    ['*.example.com', 'vpc.example.com', true],
    ['a.example, EXAMPLE.com', 'VPC.Example.com', true],
    ['a.example b.example', 'b.example', true],
    ['example.com:8443', 'vpc.example.com:8443', true],
    ['example.com:8443', 'vpc.example.com', false],
    ['example.com:443', 'vpc.example.com', true],
    ['10.0.0.0/8', '10.1.2.3', true],
    ['10.0.0.0/8', '11.1.2.3', false],
    ['10.0.0.0/33', '10.1.2.3', false],
    ['10.0.0.0/8', 'ten.example', false],
    ['fd00::/8', '[fd00::1]:443', true],
    ['fd00::1', '[fd00::1]:443', true],
    ['10.1.2.3', '10.1.2.3:443', true],
    ['', 'vpc.example.com', false],
    [',', 'vpc.example.com', false],
  ] as const) {
    it(`goes to ${host} ${direct ? 'directly' : 'through the proxy'} where NO_PROXY is "${noProxy}"`, () => {
      assert.equal(choose(host, noProxy), direct ? undefined : 'http://proxy.example:3128/')
    })
  }

  it('refuses a proxy of another kind or of no kind, without showing its password', () => {
    for (const url of ['socks5://u:secret@a.example:1080', 'http://u:secret@:x']) {
      assert.throws(
        () => choose('a.example', '', url),
        (error) => error instanceof ConfigError && !error.message.includes('secret'),
      )
    }
  })

  it('takes a stray percent sign in a password as it stands, and refuses codes of no text', () => {
    assert.equal(choose('a.example', '', 'http://u:100%@p.example:1'), 'http://u:100%25@p.example:1/')
    assert.throws(
      () => choose('a.example', '', 'http://u:%ff@p.example:1'),
      (error) => error instanceof ConfigError && !error.message.includes('%ff'),
    )
  })
})
