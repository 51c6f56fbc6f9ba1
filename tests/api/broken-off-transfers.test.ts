/** Transfers, broken off at every request (support/broken-off). */
import { call, START } from '../support/api'
import { act, breakOff, fresh, startBreaking, stopBreaking, whole, type Act } from '../support/broken-off'
import { bind, makeWorld, proveFactor, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startBreaking()
  world = await makeWorld()
  for (const { openid } of [world.secretary, world.otherSecretary]) await proveFactor(openid)
}, 60_000)
afterAll(stopBreaking)

const database = () => import('../../cloudfunctions/platform/database')
const read = async (id: string) => (await (await database()).read('members', id))!
const transfer = async (id: string) => (await (await database()).read('transfers', id))!
const by = () => world.secretary.openid

async function jobs(): Promise<void> {
  const [{ followTransfers }, { proveRollups }] = await Promise.all([import('../../cloudfunctions/modules/transfers/job'), import('../../cloudfunctions/modules/organisations/rollups')])
  await followTransfers(START, new Date(Date.now() + 60_000))
  await proveRollups(START)
}

async function person(): Promise<{ memberId: string; openid: string }> {
  const { memberId } = await call(by(), 'roster.add', { organisationId: world.branchId, name: fresh('断'), standing: 'full' })
  const openid = fresh('o-broken-transfer-')
  await bind(by(), memberId, openid)
  return { memberId, openid }
}
const start = async (memberId: string, wish: { toBranchId?: string; elsewhere?: { name: string } }) => (await call(by(), 'transfers.start', { organisationId: world.branchId, memberIds: [memberId], ...wish })).items[0]!.transferId!
const rollups = async (): Promise<number[]> => {
  const { read: one } = await database()
  return Promise.all([world.branchId, world.otherBranchId].map(async id => (await one('digests', `o_${id}`))?.members ?? 0))
}
const told = async (memberId: string, text: string): Promise<boolean> => (await (await database()).find('person_events', { personId: memberId }, { limit: 20 })).some(event => event.text.includes(text))

const scenes: Record<string, () => Promise<Act>> = {
  'a person applies': async () => {
    const { memberId, openid } = await person()
    return act({ by: openid, action: 'transfers.apply', input: { memberId, toBranchId: world.otherBranchId }, state: async () => {
      const { find } = await database()
      const open = await find('transfers', { memberId, open: true }, { limit: 5 })
      return whole([open.length === 1, Boolean((await read(memberId)).transferId), await told(memberId, '申请把组织关系转到')])
    } })
  },
  'the new branch receives': async () => {
    const { memberId, openid } = await person()
    const transferId = await start(memberId, { toBranchId: world.otherBranchId })
    await call(world.founder.openid, 'transfers.agree', { transferId, version: 1 })
    await jobs()
    const before = await rollups()
    return act({ by: world.otherSecretary.openid, action: 'transfers.accept', input: { transferId, version: 2 }, state: async () => {
      const [member, home, now] = [await read(memberId), await call(openid, 'session.home', {}), await rollups()]
      return whole([
        member.organisationId === world.otherBranchId, member.transferId === null, home.me?.organisationId === world.otherBranchId, (await transfer(transferId)).state === 'done',
        now[0] === before[0]! - 1, now[1] === before[1]! + 1, await told(memberId, '组织关系由'),
      ])
    }, done: async () => (await read(memberId)).organisationId === world.otherBranchId && (await transfer(transferId)).state === 'done' ? 'all' : 'none' })
  },
  'the receipt comes back from elsewhere': async () => {
    const { memberId } = await person()
    const transferId = await start(memberId, { elsewhere: { name: '示例市党支部' } })
    await call(by(), 'transfers.issue', { transferId, version: 1, letterNumber: '1', issuedOn: '2026-11-20' })
    await jobs()
    const [before] = await rollups()
    return act({ by: by(), action: 'transfers.receipt', input: { transferId, version: 2, receiptOn: '2026-11-20' }, state: async () => {
      const member = await read(memberId)
      return whole([member.archived, member.accountId === null, member.axes?.relation?.value === 'left', (await transfer(transferId)).state === 'done', (await rollups())[0] === before! - 1])
    }, done: async () => ((await read(memberId)).archived ? 'all' : 'none') })
  },
  'somebody from elsewhere is received': async () => {
    const name = fresh('远')
    const { id: transferId } = await call(by(), 'transfers.announce', { organisationId: world.branchId, name, standing: 'full', from: { name: '示例县党支部' } })
    await jobs()
    const [before] = await rollups()
    const people = async () => (await database()).find('members', { name }, { limit: 5 })
    return act({ by: by(), action: 'transfers.accept', input: { transferId, version: 1 }, state: async () => whole([(await people()).length === 1, (await transfer(transferId)).state === 'receiptDue', (await rollups())[0] === before! + 1]), done: async () => ((await people()).length === 1 ? 'all' : 'none') })
  },
}

// In the long form every scene; in the short one those in which a person's record moves.
const short = ['the new branch receives', 'the receipt comes back from elsewhere']
breakOff(Object.fromEntries(Object.entries(scenes).filter(([name]) => process.env.SOAK || short.includes(name))), jobs)
