/** The function dies at every request in turn, before or after the database heard it: what it left is completed by the timer's job, exactly once. */
import { call, setNow, START, startApi, stopApi } from '../support/api'
import { closeGate, dieAt, openGate } from '../support/gate'
import { importsBy } from '../support/imports'
import { fictitiousId, fictitiousPeople, rosterWorkbook, type FixturePerson } from '../support/roster-workbook'
import { bind, makeWorld, type World } from '../support/world'

let world: World

beforeAll(async () => {
  await startApi()
  await openGate()
  world = await makeWorld()
}, 60_000)
afterAll(async () => {
  await closeGate()
  await stopApi()
})

// The router logs what it did not expect, and the SDK complains of slow answers; here both are wanted.
for (const kind of ['error', 'warn'] as const) jest.spyOn(console, kind).mockImplementation(() => undefined)

const { keeper, preview: previewFile } = importsBy(() => world)
const preview = async (organisationId: string, people: FixturePerson[]) => (await previewFile(organisationId, rosterWorkbook(people))).id

/** Every request would take minutes; the long form tries each. */
const STEP = process.env.SOAK ? 1 : 13

let branches = 0
/** A branch with three people, one of them with an account, and a staged import that adds two and changes all three. */
async function scene(): Promise<{ branchId: string; importId: string; expected: string[] }> {
  const { organisationId: branchId } = await call(keeper(), 'organisations.create', { parentId: world.committeeId, name: `第${++branches}党支部`, kind: 'branch' })
  const people = fictitiousPeople(5, branches * 10)
  await call(keeper(), 'imports.commit', { importId: await preview(branchId, people.slice(0, 3)) })
  const { items } = await call(keeper(), 'roster.list', { organisationId: branchId, search: people[0]!.name })
  await bind(keeper(), items[0]!.id, `o-crash-${branches}`)
  const changed = people.map((person, i) => ({ ...person, job: '教师', ...(i === 0 && { name: '改名甲' }), ...(i === 1 && { idNumber: fictitiousId(person.birthday, person.sex, 350) }) }))
  return { branchId, importId: await preview(branchId, changed), expected: changed.map(person => `${person.name} ${person.idNumber.slice(-4)} 教师`).sort() }
}

/** What counts of a branch: people, claims, the name that the account shows; versions and ids of imports aside. */
async function facts(branchId: string) {
  const { findAll, read } = await import('../../cloudfunctions/platform/database')
  const members = await findAll('members', { organisationId: branchId })
  const claims = await findAll('identities', { organisationId: branchId })
  const bound = members.find(member => member.accountId)!
  return {
    people: members.map(member => `${member.name} ${member.idTail} ${member.job}`).sort(),
    claimed: members.every(member => claims.some(claim => claim._id === member.idHash && claim.memberId === member._id)) && claims.length === members.length,
    account: (await read('access', bound.accountId!))!.memberName === bound.name,
    once: members.every(member => member.version <= 4),
  }
}

/** The timer's turn, after the dead call's right has ended. */
async function timer(): Promise<void> {
  const { continueImports } = await import('../../cloudfunctions/modules/imports/jobs')
  const later = new Date(START.getTime() + 10 * 60_000)
  await setNow(later)
  await continueImports(later, new Date(Date.now() + 60_000))
}

describe.each([['the request never arrives', false], ['only the answer is lost', true]])('%s', (_, lost) => {
  test('a commit is completed, and its undo too, wherever they die', async () => {
    let completed = false
    for (let n = 3; !completed; n += STEP) {
      await setNow(START)
      const { branchId, importId, expected } = await scene()
      const before = await facts(branchId)
      const diedInCommit = await dieAt(n, lost, () => call(keeper(), 'imports.commit', { importId }))
      await timer()
      if ((await call(keeper(), 'imports.status', { importId })).state === 'staged') await call(keeper(), 'imports.commit', { importId })
      expect([n, await call(keeper(), 'imports.status', { importId })]).toMatchObject([n, { state: 'done', left: [], done: 5 }])
      expect([n, await facts(branchId)]).toEqual([n, { people: expected, claimed: true, account: true, once: true }])

      await setNow(START)
      const diedInUndo = await dieAt(n, lost, () => call(keeper(), 'imports.undo', { importId }))
      await timer()
      if ((await call(keeper(), 'imports.status', { importId })).state === 'done') await call(keeper(), 'imports.undo', { importId })
      expect([n, await call(keeper(), 'imports.status', { importId })]).toMatchObject([n, { state: 'undone', left: [] }])
      expect([n, await facts(branchId)]).toEqual([n, before])
      completed = !diedInCommit && !diedInUndo
      expect(n).toBeLessThan(100)
    }
  }, 300_000)
})
