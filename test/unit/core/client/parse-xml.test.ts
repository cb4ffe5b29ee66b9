import assert from 'node:assert/strict'
import {parseXml, XmlSyntaxError} from '../../../../src/core/client/parse-xml.js'
import {compactJson, formatJson} from '../../../../src/core/values/format-json.js'

const read = async (xml: string | Uint8Array, contentType?: string): Promise<string> =>
  formatJson(await parseXml(typeof xml === 'string' ? Buffer.from(xml) : xml, contentType), compactJson)

describe('parseXml', () => {
  const rows: readonly (readonly [what: string, xml: string, json: string])[] = [
    ['drops the root', '<?xml version="1.0"?><r><a>1</a><b><c>2</c></b></r>', '{"a":"1","b":{"c":"2"}}'],
    ['keeps a root that holds only text', '<Location>cn-north-4</Location>', '{"Location":"cn-north-4"}'],
    ['reads an empty root as no fields', '<r/>', '{}'],
    ['makes a list of repeated elements', '<r><a>1</a><b>2</b><a>3</a></r>', '{"a":["1","3"],"b":"2"}'],
    [
      'makes a list of repeated objects',
      '<r><a><n>1</n></a><a><n>2</n></a><a/></r>',
      '{"a":[{"n":"1"},{"n":"2"},null]}',
    ],
    ['reads an empty element as null', '<r><a></a><b/><c> \n </c></r>', '{"a":null,"b":null,"c":null}'],
    ['keeps all values as texts', '<r><a>007</a><b>true</b><c>1.10</c></r>', '{"a":"007","b":"true","c":"1.10"}'],
    ['trims texts', '<r><a>\n  x y\r\n </a></r>', '{"a":"x y"}'],
    ['ignores attributes', '<r k="1"><a k="2">x</a><b k="3"/></r>', '{"a":"x","b":null}'],
    ["removes the root's namespace", '<r xmlns="urn:a"><a>1</a><b><c>2</c></b></r>', '{"a":"1","b":{"c":"2"}}'],
    ['removes it behind a prefix too', '<p:r xmlns:p="urn:a"><p:a>1</p:a><b>2</b></p:r>', '{"a":"1","b":"2"}'],
    [
      'names other namespaces',
      '<r xmlns="urn:a" xmlns:o="urn:o"><o:a>1</o:a><b xmlns="urn:b">2</b><c xmlns="">3</c></r>',
      '{"{urn:o}a":"1","{urn:b}b":"2","c":"3"}',
    ],
    ['resolves references', '<r><a>&lt;&amp;lt;&#228;&#x1F600;&quot;&apos;</a></r>', '{"a":"<&lt;ä😀\\"\'"}'],
    ['takes CDATA as it is', '<r><a><![CDATA[<b>&amp;]]>&amp;c</a></r>', '{"a":"<b>&amp;&c"}'],
    ['overlooks comments and instructions', '<r><!-- n --><a>x<!-- c -->y<?p q?>z</a></r>', '{"a":"xyz"}'],
    [
      'lets text before elements win, and drops text behind them',
      '<r><a>x<b>1</b></a><c><d>2</d>y</c></r>',
      '{"a":"x","c":{"d":"2"}}',
    ],
    ['keeps the order of keys', '<r><b>1</b><_10>2</_10><a>3</a></r>', '{"b":"1","_10":"2","a":"3"}'],
    [
      'names nothing by accident',
      '<r><hasOwnProperty>1</hasOwnProperty><toString>2</toString></r>',
      '{"hasOwnProperty":"1","toString":"2"}',
    ],
  ]
  for (const [what, xml, json] of rows) {
    it(what, async () => {
      assert.equal(await read(xml), json)
    })
  }

  it('decodes by the mark of the bytes, the content type or the declaration', async () => {
    assert.equal(await read('\uFEFF<r><a>ä</a></r>'), '{"a":"ä"}')
    assert.equal(await read(Buffer.from('\uFEFF<r><a>ä</a></r>', 'utf16le')), '{"a":"ä"}')
    const latin1 = Buffer.from('<r><a>ä</a></r>', 'latin1')
    assert.equal(await read(latin1, 'application/xml; charset=ISO-8859-1'), '{"a":"ä"}')
    const declared = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><r><a>ä</a></r>', 'latin1')
    assert.equal(await read(declared, 'application/xml'), '{"a":"ä"}')
  })

  const broken: readonly (readonly [what: string, xml: string])[] = [
    ['an element that is not closed', '<r><a></r>'],
    ['no element at all', 'not XML'],
    ['nothing', ''],
    ['two roots', '<a>1</a><b>2</b>'],
    ['a prefix that stands for nothing', '<r><p:a>1</p:a></r>'],
    ['an unknown reference', '<r><a>&nbsp;</a></r>'],
    ['a reference to no character', '<r><a>&#0;</a></r>'],
    ['entities of its own', '<!DOCTYPE r [<!ENTITY a "b">]><r><a>&a;</a></r>'],
    ['names that would mean something to an object', '<r><__proto__>1</__proto__></r>'],
    ['elements nested without end', `<r>${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}</r>`],
  ]
  for (const [what, xml] of broken) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(parseXml(Buffer.from(xml)), XmlSyntaxError)
    })
  }
})
