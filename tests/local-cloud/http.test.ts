/** The addresses around the SDK's: hosting, health, the window; who may ask; what is malformed. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { cloudForFile, folder, jsonFile } from './support/cloud'

const site = folder()
mkdirSync(join(site, 'sub'))
writeFileSync(join(site, 'index.html'), '<h1>site</h1>')
writeFileSync(join(site, 'sub', 'index.html'), 'sub')
writeFileSync(join(site, 'app.js'), 'x')
const outside = folder()
writeFileSync(join(outside, 'secret'), 'secret')
symlinkSync(join(outside, 'secret'), join(site, 'link'))

const local = cloudForFile(() => ({ env: 'e', collections: jsonFile([{ name: 'notes', acl: 'ADMINONLY', indexes: [{ name: 'n', unique: true, keys: [{ field: 'n', direction: 1 }] }] }]) }))
const get = (path: string, init?: RequestInit): Promise<Response> => fetch(`${local.cloud.url}${path}`, init)
const admin = async (body: string): Promise<Record<string, unknown>> => (await (await get('/admin', { method: 'POST', body })).json()) as Record<string, unknown>

/** A request as somebody who does not tidy paths or headers up. */
const raw = (path: string, headers: Record<string, string> = {}): Promise<number | undefined> =>
  new Promise((resolve) => request({ host: '127.0.0.1', port: local.cloud.port, path, headers }, (answer) => resolve(answer.resume().statusCode)).end())

describe('hosting', () => {
  test('serves a folder from when it is given', async () => {
    expect((await get('/')).status).toBe(404)
    local.cloud.host(site)
    const index = await get('/')
    expect([index.status, index.headers.get('content-type'), await index.text()]).toEqual([200, 'text/html; charset=utf-8', '<h1>site</h1>'])
    expect(await (await get('/sub/')).text()).toBe('sub')
    expect((await get('/app.js')).headers.get('content-type')).toMatch(/javascript/)
    expect((await get('/none.js')).status).toBe(404)
    expect((await get('/app.js', { method: 'HEAD' })).status).toBe(200)
  })

  test('nothing outside the folder, by no way of writing it', async () => {
    for (const path of ['/../secret', '/%2e%2e/secret', '/..%2fsecret', '/link', '/sub/..%5c..%5csecret', '/%00', '/%E0%A4%A']) expect([path, (await raw(path)) === 200]).toEqual([path, false])
  })
})

describe('who may ask', () => {
  test('pages from elsewhere and foreign names are refused', async () => {
    expect((await get('/healthz')).status).toBe(200)
    expect(await raw('/healthz', { host: 'evil.example' })).toBe(403)
    expect((await get('/admin', { method: 'POST', headers: { origin: 'https://evil.example' }, body: '{}' })).status).toBe(403)
  })

  test('pages on other ports of this machine are let in', async () => {
    const answer = await get('/healthz', { headers: { origin: 'http://localhost:4800' } })
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, 'http://localhost:4800'])
    const asked = await get('/functions/x', { method: 'OPTIONS', headers: { origin: 'http://127.0.0.1:4800', 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-wx-openid' } })
    expect([asked.status, asked.headers.get('access-control-allow-headers')]).toEqual([204, 'x-wx-openid'])
  })
})

describe('malformed requests of an SDK get HTTP 200 with a code and a cause', () => {
  test.each([
    ['no JSON', 'nonsense', 'INVALID_PARAM', /not JSON/],
    ['a list', '[]', 'INVALID_PARAM', /object/],
    ['no action', '{}', 'INVALID_PARAM', /unknown action/],
    ['an unknown action', '{"action":"database.explode"}', 'INVALID_PARAM', /database\.explode/],
    ['an action that every object has', '{"action":"constructor"}', 'INVALID_PARAM', /constructor/],
    ['an update operator that every object has', '{"action":"database.modifyDocument","collectionName":"notes","merge":true,"data":"{\\"constructor\\":{\\"a\\":1}}"}', 'DATABASE_REQUEST_FAILED', /Unknown modifier: constructor/],
    ['a type that every object has', '{"action":"database.getDocument","collectionName":"notes","query":"{\\"a\\":{\\"$type\\":\\"constructor\\"}}"}', 'DATABASE_REQUEST_FAILED', /constructor/],
    ['a collection that is no name', '{"action":"database.getDocument","collectionName":{"toString":1}}', 'DATABASE_COLLECTION_NOT_EXIST', /toString/],
    ['a whole number beyond 64 bits', '{"action":"database.insertDocument","collectionName":"notes","data":["{\\"a\\":{\\"$numberLong\\":\\"99999999999999999999\\"}}"]}', 'INVALID_PARAM', /64 bits/],
    ['a field named _bsontype', '{"action":"database.insertDocument","collectionName":"notes","data":["{\\"a\\":{\\"_bsontype\\":\\"Long\\"}}"]}', 'INVALID_PARAM', /_bsontype/],
    ['more than 32 MB', `"${'x'.repeat(33 * 1024 * 1024)}"`, 'INVALID_PARAM', /at most 33554432/],
    ['broken extended JSON', '{"action":"database.getDocument","collectionName":"notes","query":"{\\"a\\":"}', 'INVALID_PARAM', /extended JSON/],
    ['a malformed date', '{"action":"database.getDocument","collectionName":"notes","query":"{\\"a\\":{\\"$date\\":\\"never\\"}}"}', 'INVALID_PARAM', /\$date/],
    ['a malformed id', '{"action":"database.getDocument","collectionName":"notes","query":"{\\"a\\":{\\"$oid\\":\\"12\\"}}"}', 'INVALID_PARAM', /\$oid/],
    ['a query that is no document', '{"action":"database.getDocument","collectionName":"notes","query":"[1]"}', 'INVALID_PARAM', /document was expected/],
    ['a field named __proto__', '{"action":"database.insertDocument","collectionName":"notes","data":["{\\"__proto__\\":{\\"x\\":1}}"]}', 'INVALID_PARAM', /__proto__/],
    ['data that is no list', '{"action":"database.insertDocument","collectionName":"notes","data":"{}"}', 'INVALID_PARAM', /list/],
    ['a limit that is no number', '{"action":"database.getDocument","collectionName":"notes","limit":"many"}', 'INVALID_PARAM', /limit/],
    ['a very deep document', JSON.stringify({ action: 'database.insertDocument', collectionName: 'notes', data: [`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`] }), 'INVALID_PARAM', /deeper/],
    ['an unknown transaction', '{"action":"database.commitTransaction","transactionId":"x"}', 'DATABASE_TRANSACTION_FAIL', /not known/],
  ])('%s', async (_what, body, code, message) => {
    expect(await admin(body)).toMatchObject({ requestId: expect.any(String) as string, code, message: expect.stringMatching(message) as string })
  })
})

describe('the window', () => {
  test('is a page with the data behind it', async () => {
    const db = local.db('e')
    await db.collection('notes').add({ _id: 'x', n: 1, at: new Date(0) })
    const page = await get('/_/')
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(await (await get('/_/collections')).json()).toMatchObject([{ name: 'notes', acl: 'ADMINONLY', documents: 1, indexes: [{ name: '_id_' }, { name: 'n', unique: true }] }])
    expect(await (await get(`/_/documents?collection=notes&query=${encodeURIComponent('{"n":1}')}`)).json()).toMatchObject({ plan: expect.stringMatching(/index n/) as string, examined: 1, documents: [{ _id: 'x' }] })
    expect(await (await get('/_/envs')).json()).toMatchObject({ current: 'e' })
    expect((await get('/_/documents?collection=notes&query={')).status).toBe(400)
    expect((await get('/_/nothing')).status).toBe(404)
  })
})
