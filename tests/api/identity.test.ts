/** Who calls is said by the invocation's own context; what a caller sends, however odd, is an input and never more. */
import { contextOf, reply, startApi, stopApi } from '../support/api'
import { makeWorld, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)

const api = async () => (await import('../../cloudfunctions/api')).main
const codeOf = (answer: { ok: boolean; error?: { code: string } }): string => (answer.ok ? 'ok' : answer.error!.code)

describe('who calls', () => {
  const event = { action: 'roster.list', input: {} }
  const bare = (environment: object) => ({ ...contextOf('nobody'), environment: JSON.stringify(environment) })

  test('the event cannot say it', async () => {
    const main = await api()
    for (const claim of [{ openid: world.secretary.openid }, { userInfo: { openId: world.secretary.openid } }, { WX_OPENID: world.secretary.openid }, { context: contextOf(world.secretary.openid) }]) {
      expect(codeOf(await main({ ...event, ...claim, input: { ...claim } }, contextOf(world.stranger)))).toBe('notBound')
    }
  })

  test('what a former call left in process.env is nobody', async () => {
    const main = await api()
    const { main: jobs } = await import('../../cloudfunctions/jobs')
    const left = { WX_OPENID: world.secretary.openid, WX_CONTEXT_KEYS: 'WX_OPENID,WX_APPID', TCB_CONTEXT_KEYS: 'WX_OPENID,TCB_UUID', TCB_UUID: 'somebody' }
    Object.assign(process.env, left)
    try {
      for (const environment of [{}, { TCB_ENV: 'test' }, { WX_CONTEXT_KEYS: 'WX_OPENID' }, { WX_OPENID: '', WX_CONTEXT_KEYS: 'WX_OPENID', TCB_UUID: 'web-visitor' }]) {
        expect(codeOf(await main(event, bare(environment)))).toBe('forbidden')
      }
      for (const context of [undefined, null, '', 'text', 7, {}, { environment: 'not json' }, { environment: 'null' }, { environ: '' }]) expect(codeOf(await main(event, context))).toBe('forbidden')
      // A timer is one, whoever called this instance before.
      expect((await jobs({}, contextOf())).ok).toBe(true)
    } finally {
      for (const key of Object.keys(left)) delete process.env[key]
    }
  })
  test('a context that cannot be read starts no jobs', async () => {
    const { main: jobs } = await import('../../cloudfunctions/jobs')
    for (const context of [undefined, null, 'text', { environment: 'not json' }]) expect((await jobs({}, context)).ok).toBe(false)
  })
})

describe('what is sent', () => {
  const send = (event: unknown, openid = world.secretary.openid) => reply('api', event, openid)
  const lines = async (action: string) => (await (await import('../../cloudfunctions/platform/database')).find('audit', { action }, { limit: 1000 }))

  test('no name of an object\'s own is an action', async () => {
    for (const action of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', ' ', 'roster.list ', 'ROSTER.LIST', '\u0000', null, undefined, 7, {}, ['roster.list'], { toString: 'roster.list' }]) {
      expect(codeOf(await send({ action, input: {} }))).toBe('unknownAction')
    }
    for (const event of [null, undefined, 'text', 7, true, [], [{ action: 'roster.list' }]]) expect(codeOf(await send(event))).toBe('unknownAction')
  })

  test('an odd input is refused with a sentence or served as what it says, and never breaks the call', async () => {
    const deep = JSON.parse(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`) as object
    const inputs = [[], [1], 'text', 7, true, { limit: '5' }, { limit: -1 }, { limit: 1e300 }, { search: 7 }, { search: ['a'] }, { search: 'x'.repeat(1_000_000) }, { cursor: 'x'.repeat(1_000_000) }, { organisationId: 'a.b' },
      { organisationId: '$where' }, { organisationId: { $ne: '' } }, { organisationId: 'x'.repeat(1_000_000) }, { standing: '__proto__' }, { bound: 'true' }]
    for (const [i, input] of inputs.entries()) expect({ i, code: codeOf(await send({ action: 'roster.list', input })) }).toEqual({ i, code: 'badInput' })
    const served = [null, {}, { nothing: deep }, JSON.parse('{"__proto__":{"archived":true}}'), { search: '.*' }, { search: '\u0000\u202e' }, { cursor: '$gt' }, { cursor: '\u0000' }]
    for (const [i, input] of served.entries()) expect({ i, code: codeOf(await send({ action: 'roster.list', input })) }).toEqual({ i, code: 'ok' })
    expect((await send({ action: 'roster.list', input: JSON.parse('{"__proto__":{"archived":true}}') }) as { data: { total: number } }).data.total).toBe(6)
  })

  test('what cannot be seen is not kept, and nothing else is no text', async () => {
    const post = (title: string, body: string) => send({ action: 'notices.post', input: { title, body } }) as Promise<{ ok: boolean; data: { noticeId: string }; error: { code: string } }>
    for (const nothing of ['\u200b', '\u0000\u0001', '\u202e\u202c', '\ufeff \u2060', '\u200d', '\ud800']) expect(codeOf(await post(nothing, '正文'))).toBe('badInput')
    const { data } = await post('通知\u202e\u0000\n请看', '第一行\r\n第二\u200b行\u2028👨‍👩‍👧\ud800')
    expect(await send({ action: 'notices.get', input: data })).toMatchObject({ data: { title: '通知 请看', body: '第一行\n第二行\n👨‍👩‍👧' } })
    for (const name of ['\u200b\u200d', ' \u3000 ']) expect(codeOf(await send({ action: 'roster.add', input: { organisationId: world.branchId, name, standing: 'full' } }))).toBe('badInput')
  })

  test('an instant outside of our time is refused: it could not be answered', async () => {
    const times = (startsAt: string, endsAt: string) => send({ action: 'activities.create', input: { title: '远', place: '远', startsAt, endsAt } })
    expect(codeOf(await times('9999-12-31T23:00:00-12:00', '9999-12-31T23:59:00-12:00'))).toBe('badInput')
    expect(codeOf(await times('2200-01-01T00:00:00Z', '2200-01-01T01:00:00Z'))).toBe('badInput')
    expect(codeOf(await send({ action: 'activities.list', input: { when: 'coming' } }))).toBe('ok')
  })

  test('an odd request id is nobody\'s, and one account\'s is not another\'s', async () => {
    const input = { title: '同一个编号', body: '正文' }
    const post = async (requestId: unknown, openid?: string) => (await send({ action: 'notices.post', input, requestId }, openid) as { ok: true; data: { noticeId: string } }).data.noticeId
    const odd = ['short', 'x'.repeat(65), 'x'.repeat(1_000_000), 'has space 1', '../../../etc', '$where-id', '__proto__.x', '编号编号编号编号', 'line\nline-1', 12345678, null, {}, ['request-1']]
    const ids = await Promise.all(odd.flatMap(requestId => [post(requestId), post(requestId)]))
    expect(new Set(ids).size).toBe(odd.length * 2)
    expect(new Set([await post('same-request'), await post('same-request'), await post('same-request', world.otherSecretary.openid), await post('same-request', world.officer.openid)]).size).toBe(3)
    expect(new Set([await post('__proto__'), await post('__proto__')]).size).toBe(1)
  })

  test('another input under a used request id has its own audit line; a repeat has not', async () => {
    const add = (name: string) => send({ action: 'roster.update', input: { memberId: name === '甲' ? world.member.memberId : world.probationary.memberId, version: 99, changes: { job: name } }, requestId: 'audited-once' })
    await add('甲')
    await add('甲')
    await add('乙')
    const written = (await lines('roster.update')).map(line => line.subjects)
    expect(written).toHaveLength(2)
    expect(written).toEqual(expect.arrayContaining([{ memberId: world.member.memberId }, { memberId: world.probationary.memberId }]))
  })

  test('an audit line names what was acted on, inside lists too, and holds no text', async () => {
    await send({ action: 'chains.record', input: { target: { kind: 'notice', id: 'some-notice' }, entries: [{ memberId: 'm1', answer: 'yes', note: '带孩子' }], nicknames: [{ nickname: '小王', memberId: 'm2' }] } })
    await send({ action: 'imports.preview', input: { organisationId: world.branchId, uploadId: 'u1', fileId: '19900001234', fileName: '19900001234.xlsx' } })
    await reply('sheets', { action: 'imports.preview', input: { organisationId: world.branchId, uploadId: 'u1', fileId: '电话 199 0000 1234', fileName: '名册.xlsx' } }, world.secretary.openid)
    expect((await lines('chains.record'))[0]?.subjects).toEqual({ target: 'some-notice', entries: ['m1'], nicknames: ['m2'] })
    expect((await lines('imports.preview'))[0]?.subjects).toEqual({ organisationId: world.branchId, uploadId: 'u1' })
  })
})
