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
