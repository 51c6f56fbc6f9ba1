/** Admitting an applicant and recording how a member stands, broken off at every request (support/broken-off). */
import { call, START } from '../support/api'
import { act, breakOff, fresh, serial, startBreaking, stopBreaking, whole, type Act } from '../support/broken-off'
import { fictitiousId } from '../support/roster-workbook'
import { join, makeWorld, proveFactor, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startBreaking()
  world = await makeWorld()
  await proveFactor(world.secretary.openid)
}, 60_000)
afterAll(stopBreaking)

const by = () => world.secretary.openid
const database = () => import('../../cloudfunctions/platform/database')

/** What timers do for what calls left: rollups are proved from the records. */
async function jobs(): Promise<void> {
  const { proveRollups } = await import('../../cloudfunctions/modules/organisations/rollups')
  await proveRollups(new Date(START.getTime() + 3_600_000))
}

/** Whether the branch's rollup says what its records say. */
async function counted(): Promise<boolean> {
  const { count, read } = await database()
  return (await read('digests', `o_${world.branchId}`))?.members === await count('members', { organisationId: world.branchId, archived: false })
}
const events = async (personId: string, text: string): Promise<number> => (await database()).count('person_events', { personId, text })

const scenes: Record<string, () => Promise<Act>> = {
  'a prospect is admitted': async () => {
    const { applicantId } = await call(by(), 'applicants.add', { organisationId: world.branchId, name: fresh('示例'), stage: 'prospect', appliedOn: '2023-01-10', activistOn: '2023-06-10', prospectOn: '2025-01-10', idNumber: fictitiousId('2004-04-04', '女', serial()) })
    return act({ by: by(), action: 'applicants.admit', input: { applicantId, version: 1, joinedOn: '2025-06-20' }, state: async () => {
      const { read } = await database()
      const [member, applicant] = [await read('members', applicantId), await read('applicants', applicantId)]
      const claim = member?.idHash ? await read('identities', member.idHash) : null
      return whole([member?.standing === 'probationary', applicant === null, claim?.memberId === applicantId, await events(applicantId, '支部大会讨论通过，接收为预备党员') === 1, member !== null && await counted()])
    } })
  },
  'a membership ends': async () => {
    const idNumber = fictitiousId('2003-03-03', '男', serial())
    const person = await join(world.founder.openid, world.branchId, fresh('示例'), fresh('o-ends'))
    await call(by(), 'roster.update', { memberId: person.memberId, version: 1, changes: { idNumber } })
    const { idHash, version } = (await (await database()).read('members', person.memberId))!
    return act({ by: by(), action: 'dossier.end', input: { memberId: person.memberId, version, on: '2026-11-02', reason: 'removed' }, state: async () => {
      const { read } = await database()
      const [member, claim] = [(await read('members', person.memberId))!, await read('identities', idHash!)]
      return whole([member.archived, member.accountId === null, member.axes?.membership?.value === 'ended', claim === null, await events(person.memberId, '出党：除名') === 1, member.archived && await counted()])
    } })
  },
  'an activist becomes a prospect': async () => {
    const { applicantId } = await call(by(), 'applicants.add', { organisationId: world.branchId, name: fresh('示例'), stage: 'activist', appliedOn: '2023-01-10', activistOn: '2023-06-10' })
    return act({ by: by(), action: 'applicants.advance', input: { applicantId, version: 1, on: '2025-01-10' }, state: async () => {
      const applicant = await (await database()).read('applicants', applicantId)
      return whole([applicant?.stage === 'prospect', applicant?.prospectOn === '2025-01-10', applicant?.version === 2, await events(applicantId, '列为发展对象') === 1])
    } })
  },
}

breakOff(scenes, jobs)
