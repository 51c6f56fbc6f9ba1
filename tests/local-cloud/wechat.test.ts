/** WeChat's open API through wx-server-sdk in a function and through node-sdk: codes that scan, an outbox, the text check, SOTER. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import jsQR from 'jsqr'
import { PNG } from 'pngjs'
import { fieldsOf } from '../../local-cloud/wechat/multipart'
import { SAMPLE_SIGNATURE } from '../../local-cloud/wechat/open-api'
import { callFunction, cloudForFile, folder, installed } from './support/cloud'

const functionsDir = folder()
const SOURCE = `const cloud = require(${JSON.stringify(installed('wx-server-sdk'))})
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
exports.main = async ({ api, data }) => {
  const call = api.split('.').reduce((at, part) => at[part], cloud.openapi)
  try {
    const answer = await call(data)
    return { ...answer, buffer: answer.buffer && answer.buffer.toString('base64') }
  } catch (error) {
    return { errCode: error.errCode, errMsg: String(error.errMsg) }
  }
}`
for (const [name, permissions] of [['allowed', ['wxacode.getUnlimited', 'wxacode.get', 'subscribeMessage.send', 'security.msgSecCheck', 'soter.verifySignature', 'nothing.known']], ['forbidden', []]] as const) {
  mkdirSync(join(functionsDir, name))
  writeFileSync(join(functionsDir, name, 'index.js'), SOURCE)
  writeFileSync(join(functionsDir, name, 'config.json'), JSON.stringify({ permissions: { openapi: permissions } }))
}
const local = cloudForFile(() => ({ functionsDir, env: 'wx', codePageUrl: 'http://127.0.0.1:4800/#/{page}?scene={scene}', functionsConfig: timeouts() }))
const timeouts = (): string => {
  const path = join(functionsDir, 'cloudbaserc.json')
  writeFileSync(path, JSON.stringify({ functions: ['allowed', 'forbidden'].map((name) => ({ name, timeout: 20 })) }))
  return path
}

const open = async (api: string, data: unknown, fn = 'allowed'): Promise<Record<string, unknown>> => (await callFunction(local.cloud, fn, { api, data })).body as Record<string, unknown>

function scanned(base64: string): string | undefined {
  const picture = PNG.sync.read(Buffer.from(base64, 'base64'))
  return jsQR(new Uint8ClampedArray(picture.data), picture.width, picture.height)?.data
}

describe('mini-program codes', () => {
  test('are pictures that lead to the page with its scene', async () => {
    const answer = await open('wxacode.getUnlimited', { scene: 'a=1&b=2', page: 'pages/enter/index', checkPath: false, envVersion: 'release', width: 280 })
    expect(answer).toMatchObject({ errCode: 0, contentType: 'image/png' })
    expect(scanned(answer['buffer'] as string)).toBe('http://127.0.0.1:4800/#/pages/enter/index?scene=a%3D1%26b%3D2')
  }, 20_000)

  test.each([
    ['a scene of 33 characters', { scene: 'x'.repeat(33) }, 40129],
    ['a scene in Chinese', { scene: '支部' }, 40129],
    ['no scene', { page: 'pages/a' }, 40129],
    ['a page with a leading slash', { scene: 'a', page: '/pages/a' }, 41030],
    ['a page with parameters', { scene: 'a', page: 'pages/a?x=1' }, 41030],
    ['a width of 100', { scene: 'a', width: 100 }, 40097],
  ])('%s is refused', async (_what, data, code) => {
    expect(await open('wxacode.getUnlimited', data)).toMatchObject({ errCode: code })
  })

  test('a code for a path with parameters', async () => {
    const answer = await open('wxacode.get', { path: 'pages/a/index?x=1', width: 300 })
    expect(scanned(answer['buffer'] as string)).toMatch(/pages\/a\/index.*x=1/)
  })
})

describe('subscribe messages', () => {
  const message = { touser: 'o-member', templateId: 'T1', page: 'pages/a?b=1', data: { thing1: { value: '组织生活会' }, date2: { value: '2024年3月1日' } } }

  test('land in the outbox', async () => {
    expect(await open('subscribeMessage.send', message)).toMatchObject({ errCode: 0 })
    const outbox = (await (await fetch(`${local.cloud.url}/outbox`)).json()) as unknown[]
    expect(outbox.at(-1)).toMatchObject({ env: 'wx', touser: 'o-member', templateId: 'T1', page: 'pages/a?b=1', data: { thing1: '组织生活会', date2: '2024年3月1日' } })
  })

  test.each([
    ['nobody to send to', { ...message, touser: '' }, 40003],
    ['no template', { ...message, templateId: '' }, 40037],
    ['an empty value', { ...message, data: { thing1: { value: '' } } }, 47003],
    ['a thing of 21 characters', { ...message, data: { thing1: { value: '长'.repeat(21) } } }, 47003],
  ])('%s is refused', async (_what, data, code) => {
    expect(await open('subscribeMessage.send', data)).toMatchObject({ errCode: code })
  })
})

describe('text check, SOTER, permissions', () => {
  const text = (content: string): Promise<Record<string, unknown>> => open('security.msgSecCheck', { content, openid: 'o', scene: 2, version: 2 })

  test('the sample word is risky, other text passes, 2,501 characters are too many', async () => {
    expect(await text('这是违规示例词。')).toMatchObject({ errCode: 0, result: { suggest: 'risky', label: 20001 } })
    expect(await text('大家好')).toMatchObject({ errCode: 0, result: { suggest: 'pass', label: 100 } })
    expect(await text('好'.repeat(2501))).toMatchObject({ errCode: 45002 })
  })

  test('the documented signature is accepted, every other is not', async () => {
    expect(await open('soter.verifySignature', { openid: 'o', jsonString: '{"raw":"x"}', jsonSignature: SAMPLE_SIGNATURE })).toMatchObject({ isOk: true })
    expect(await open('soter.verifySignature', { openid: 'o', jsonString: '{"raw":"x"}', jsonSignature: 'other' })).toMatchObject({ isOk: false })
  })

  test('a function without the permission is refused, an unknown interface too', async () => {
    expect(await open('wxacode.getUnlimited', { scene: 'a' }, 'forbidden')).toMatchObject({ errCode: -604101 })
    expect(await open('nothing.known', {})).toMatchObject({ errCode: -604100 })
  })

  test('the same through node-sdk, where the answer is text', async () => {
    const { result } = (await local.app('wx').callWxOpenApi({ apiName: 'security.msgSecCheck', requestData: { content: '违规示例词', openid: 'o', scene: 1, version: 2 } } as never)) as { result: unknown }
    expect(result).toMatchObject({ errcode: 0, result: { suggest: 'risky' } })
  })
})

describe('a form', () => {
  const form = (body: string): Map<string, Buffer> => fieldsOf(Buffer.from(body, 'latin1'), 'multipart/form-data; boundary=XX')
  test('keeps bytes as they are', () => {
    const body = `--XX\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\x00\r\n--X\r\n--XX\r\nContent-Disposition: form-data; name="b"\r\n\r\n\r\n--XX--\r\n`
    expect([...form(body)]).toEqual([['a', Buffer.from('\xff\x00\r\n--X', 'latin1')], ['b', Buffer.alloc(0)]])
  })
  test('that breaks off is refused', () => {
    expect(() => form('--XX\r\nContent-Disposition: form-data; name="a"\r\n\r\nabc')).toThrow(/breaks off/)
  })
})
