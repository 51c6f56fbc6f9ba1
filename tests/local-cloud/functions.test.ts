/** The function host: many calls at once, each with its own identity; limits; reloading; failures that explain themselves. */
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Cron } from '../../local-cloud/functions/timers'
import { callFunction, cloudForFile, folder, installed, jsonFile } from './support/cloud'

const functionsDir = folder()
function write(name: string, source: string, age = 0): void {
  mkdirSync(join(functionsDir, name), { recursive: true })
  const file = join(functionsDir, name, 'index.js')
  writeFileSync(file, source)
  // Two writes within one tick of the clock must still differ.
  const time = new Date(1_700_000_000_000 + age * 1000)
  utimesSync(file, time, time)
}
const SDK = JSON.stringify(installed('@cloudbase/node-sdk'))
write('who', `const sdk = require(${SDK})
exports.main = async (event, context) => {
  const before = sdk.getCloudbaseContext(context)
  await new Promise((done) => setTimeout(done, event.wait ?? 0))
  const after = sdk.getCloudbaseContext(context)
  return { event, before: before.WX_OPENID, after: after.WX_OPENID, appid: after.WX_APPID, env: after.TCB_ENV, trigger: after.TRIGGER_SRC, source: after.TCB_SOURCE,
    real: Object.keys(process.env).filter((key) => /OPENID/.test(key)), variable: process.env.VARIABLE, extra: process.env.EXTRA, limit: context.time_limit_in_ms, memory: context.memory_limit_in_mb }
}`)
write('store', `const sdk = require(${SDK})
exports.main = async (event, context) => {
  const db = sdk.init({ env: sdk.SYMBOL_CURRENT_ENV, context }).database()
  for (let i = 0; i < event.times; i++) await db.collection('notes').add({ text: 'x' })
  return (await db.collection('notes').count()).total
}`)
write('bad', `exports.main = async (event) => {
  if (event.what === 'throw') throw new Error('this went wrong')
  if (event.what === 'text') throw 'only text'
  if (event.what === 'die') process.exit(3)
  if (event.what === 'spin') for (;;) Math.random()
  if (event.what === 'wait') return new Promise(() => setTimeout(() => undefined, 60000))
  if (event.what === 'large') return 'x'.repeat(7 * 1024 * 1024)
  if (event.what === 'nothing') return undefined
  return process.pid
}`)
write('broken', 'exports.main = 5')
write('syntax', 'exports.main = async () => {')

const local = cloudForFile(() => ({
  functionsDir,
  env: 'here',
  functionEnv: { EXTRA: 'yes' },
  collections: jsonFile([{ name: 'notes' }]),
  functionsConfig: jsonFile({ functions: [
    { name: 'who', timeout: 20, memorySize: 128, envVariables: { VARIABLE: 'v' }, triggers: [{ name: 'every', type: 'timer', config: '0 */5 * * * * *' }, { name: 'other', type: 'timer', config: '0 0 0 1 1 * 2099' }] },
    { name: 'bad', timeout: 1 },
  ] }),
}))
const call = (name: string, event: unknown, headers?: Record<string, string>): ReturnType<typeof callFunction> => callFunction(local.cloud, name, event, headers)

describe('identity', () => {
  test('of 200 calls at once each reads its own caller, before and after waiting', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, (_unused, i) => call('who', { i, wait: (i * 7) % 40 }, { 'x-wx-openid': `o-${i}`, 'x-wx-appid': `wx-${i}` })))
    answers.forEach(({ body }, i) => expect(body).toMatchObject({ event: { i }, before: `o-${i}`, after: `o-${i}`, appid: `wx-${i}` }))
  })

  test('what a function finds around it', async () => {
    expect((await call('who', { a: 1 })).body).toEqual({ event: { a: 1 }, before: 'o-test', after: 'o-test', appid: expect.any(String) as string, env: 'here', trigger: 'tcb', source: 'wx_client', real: [], variable: 'v', extra: 'yes', limit: 20_000, memory: 128 })
  })

  test('a call without a caller is refused; only timers have none', async () => {
    expect(await call('who', {}, {})).toMatchObject({ status: 400, body: { errorMessage: expect.stringMatching(/x-wx-openid/) as string } })
    const run = await local.cloud.runTimer('who', 'every')
    expect(run).toMatchObject({ trigger: 'timer', source: 'timer', event: { Type: 'Timer', TriggerName: 'every', Time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string } })
    expect(run).not.toHaveProperty('after')
  })

  test('a timer by hand, over HTTP', async () => {
    const ran = await fetch(`${local.cloud.url}/timers/who/other`, { method: 'POST' })
    expect(await ran.json()).toMatchObject({ event: { TriggerName: 'other' } })
    expect((await fetch(`${local.cloud.url}/timers/who/none`, { method: 'POST' })).status).toBe(404)
  })
})

describe('counting', () => {
  test('each call says how many requests the SDK sent in it', async () => {
    const answers = await Promise.all([1, 4, 2].map((times) => call('store', { times })))
    expect(answers.map((answer) => answer.operations)).toEqual([2, 5, 3])
    const before = (await (await fetch(`${local.cloud.url}/_/ops?env=here`)).json()) as { total: number }
    await call('store', { times: 3 })
    const after = (await (await fetch(`${local.cloud.url}/_/ops?env=here`)).json()) as { total: number; bytes: number }
    expect(after.total - before.total).toBe(4)
    expect(after.bytes).toBeGreaterThan(0)
  })

  test('the record of calls holds neither inputs nor answers nor whole openids', async () => {
    await call('who', { secret: 'do-not-keep' }, { 'x-wx-openid': 'o-1234567890' })
    const text = await (await fetch(`${local.cloud.url}/_/calls`)).text()
    expect(text).toContain('"o-1234"')
    expect(text).not.toMatch(/o-12345|do-not-keep/)
    expect(JSON.parse(text)[0]).toMatchObject({ kind: 'function', action: 'who', caller: 'o-1234', error: '' })
    // Nor how long either is.
    await call('who', { secret: 'x'.repeat(500) }, { 'x-wx-openid': 'o-1234567890' })
    const calls = JSON.parse(await (await fetch(`${local.cloud.url}/_/calls`)).text()) as { kind: string; bytes: number }[]
    expect(new Set(calls.filter(({ kind }) => kind === 'function').map(({ bytes }) => bytes))).toEqual(new Set([0]))
  })
})

describe('failures', () => {
  test.each([
    ['an error, with its source line', 'throw', 500, { errorMessage: 'this went wrong', stack: expect.stringMatching(/bad\/index\.js:2:/) as string }],
    ['something thrown that is no error', 'text', 500, { errorMessage: 'only text' }],
    ['the end of the process', 'die', 500, { errorMessage: expect.stringMatching(/ended \(code 3\)/) as string }],
    ['waiting too long', 'wait', 504, { errorMessage: expect.stringMatching(/timed out after 1 seconds/) as string }],
    ['computing for ever', 'spin', 504, { errorMessage: expect.stringMatching(/timed out after 1 seconds/) as string }],
    ['an answer over 6 MB', 'large', 413, { errorMessage: expect.stringMatching(/6 MB/) as string }],
  ])('%s; the next call works', async (_what, what, status, body) => {
    expect(await call('bad', { what })).toMatchObject({ status, body })
    let next = await call('bad', {})
    // A process that computes for ever is ended a second later; until then its calls end with it.
    while (next.status !== 200) next = await call('bad', {})
    expect(next.body).toEqual(expect.any(Number))
  }, 20_000)

  test('no result is null', async () => {
    expect(await call('bad', { what: 'nothing' })).toMatchObject({ status: 200, body: null })
  })

  test('who waits is not disturbed by who dies later in another process', async () => {
    const [slow, dead] = await Promise.all([call('who', { wait: 100 }), call('bad', { what: 'die' })])
    expect([slow.status, dead.status]).toEqual([200, 500])
  })

  test('an unknown name, a file that is no function, a file that does not parse', async () => {
    expect(await call('nobody', {})).toMatchObject({ status: 404 })
    expect(await call('..%2Fwho', {})).toMatchObject({ status: 404 })
    expect(await call('broken', {})).toMatchObject({ status: 500, body: { errorMessage: expect.stringMatching(/does not export a function named main/) as string } })
    expect(await call('syntax', {})).toMatchObject({ status: 500, body: { stack: expect.stringMatching(/syntax\/index\.js:1/) as string } })
  })

  test('an event that is not JSON, and one over 6 MB', async () => {
    const post = (body: string): Promise<Response> => fetch(`${local.cloud.url}/functions/who`, { method: 'POST', headers: { 'x-wx-openid': 'o' }, body })
    expect((await post('{"a":')).status).toBe(400)
    expect((await post(JSON.stringify('x'.repeat(6 * 1024 * 1024)))).status).toBe(413)
  })
})

describe('reloading', () => {
  test('a changed file is used by the next call; calls in flight finish with the old one', async () => {
    write('changing', 'exports.main = async ({ wait }) => (await new Promise((done) => setTimeout(done, wait ?? 0)), "old")', 1)
    expect((await call('changing', {})).body).toBe('old')
    const running = call('changing', { wait: 300 })
    // The second call of the old one has arrived when a third answers.
    await call('changing', {})
    write('changing', 'exports.main = async () => "new"', 2)
    expect((await call('changing', {})).body).toBe('new')
    expect((await running).body).toBe('old')
  })
})

describe('timer lines', () => {
  const after = (line: string, from: string): string | undefined => new Cron(line).next(new Date(from))?.toISOString()
  test.each([
    ['0 */5 * * * * *', '2024-01-01T00:00:01Z', '2024-01-01T00:05:00.000Z'],
    ['30 0 8 * * * *', '2024-01-01T00:00:00Z', '2024-01-01T00:00:30.000Z'],
    ['0 0 0 1 * * *', '2024-01-15T00:00:00Z', '2024-01-31T16:00:00.000Z'],
    ['0 0 9 * * MON-FRI *', '2024-01-05T02:00:00Z', '2024-01-08T01:00:00.000Z'],
    ['0 0 0 29 2 * *', '2024-03-01T00:00:00Z', '2028-02-28T16:00:00.000Z'],
    ['0 0 0 13 * FRI *', '2024-09-01T00:00:00Z', '2024-09-05T16:00:00.000Z'],
    ['0 0 12 1 1 * 2030', '2024-01-01T00:00:00Z', '2030-01-01T04:00:00.000Z'],
    ['*/10 * * * * * 2024-2025', '2025-12-31T15:59:55Z', undefined],
  ])('%s after %s: %s (in UTC+8)', (line, from, expected) => {
    expect(after(line, from)).toBe(expected)
  })
  test.each(['*/5 * * * *', '0 */5 * * * *', '0 61 * * * * *', '0 0 0 L * * *', '0 0 0 * * * soon'])('%s is refused', (line) => {
    expect(() => new Cron(line)).toThrow()
  })
})
