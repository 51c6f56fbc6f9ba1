/** Headers that are told and remembered, only updating, only adding, stopping half-way. */
import { call, refusal, START, startApi, stopApi } from '../support/api'
import { importsBy } from '../support/imports'
import { fictitiousPeople, rosterWorkbook, textTable } from '../support/roster-workbook'
import { makeWorld, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)

const { commit, freshBranch, keeper, names, preview, uploaded } = importsBy(() => world)
const strange = textTable([['称呼', '呼号', '类'], ['何一凡', '19900000001', '正式党员'], ['何二强', '19900000002', '预备党员']], 'utf8')
const told = [{ key: '称呼', item: 'name' as const }, { key: '呼号', item: 'phone' as const }, { key: '类', item: 'standing' as const }]

describe('headers', () => {
  test('a sheet that is not understood is, once its columns are told; remembered for the branch, forgotten on demand', async () => {
    const branch = await freshBranch()
    await expect(preview(branch.id, strange)).rejects.toMatchObject({ code: 'sheetNoHeader' })
    const columns = await call(keeper(), 'imports.columns', { organisationId: branch.id, ...await uploaded(strange) })
    expect(columns.columns).toEqual([
      { key: '称呼', label: 'A 称呼', item: null, samples: ['何一凡', '何二强'], chosen: false }, { key: '呼号', label: 'B 呼号', item: null, samples: ['199****'], chosen: false },
      { key: '类', label: 'C 类', item: null, samples: ['正式党员', '预备党员'], chosen: false },
    ])
    expect(columns.choices).toContainEqual({ item: 'phone', label: '手机号' })
    expect(await call(keeper(), 'imports.keepHeaders', { organisationId: branch.id, headers: told })).toEqual({ known: 3 })
    expect(await call(keeper(), 'imports.keepHeaders', { organisationId: branch.id, headers: told })).toEqual({ known: 3 })
    for (let time = 0; time < 2; time++) expect((await preview(branch.id, strange)).counts).toMatchObject({ new: 2, refused: 0 })
    expect((await call(keeper(), 'imports.columns', { organisationId: branch.id, ...await uploaded(strange) })).columns[1]).toMatchObject({ item: 'phone', chosen: true })
    // Another branch is told nothing of it.
    await expect(preview((await freshBranch()).id, strange)).rejects.toMatchObject({ code: 'sheetNoHeader' })
    expect(await call(keeper(), 'imports.forgetHeaders', { organisationId: branch.id })).toEqual({ known: 0 })
    await expect(preview(branch.id, strange)).rejects.toMatchObject({ code: 'sheetNoHeader' })
  })

  test('nothing of a file stays that was only looked at', async () => {
    const branch = await freshBranch()
    const file = await uploaded(strange)
    await call(keeper(), 'imports.columns', { organisationId: branch.id, ...file })
    expect(await refusal(keeper(), 'imports.columns', { organisationId: branch.id, ...file })).toBe('fileForeign')
    expect((await call(keeper(), 'imports.list', { organisationId: branch.id })).items).toEqual([])
  })

  test('not for a group, not by another branch, not without the roster; not everything that is not a sheet', async () => {
    const keep = (openid: string, organisationId: string) => refusal(openid, 'imports.keepHeaders', { organisationId, headers: told })
    expect(await keep(world.otherSecretary.openid, world.branchId)).toBe('notFound')
    expect(await keep(world.officer.openid, world.branchId)).toBe('forbidden')
    expect(await keep(world.secretary.openid, world.groupId)).toBe('notFound')
    expect(await refusal(world.otherSecretary.openid, 'imports.forgetHeaders', { organisationId: world.branchId })).toBe('notFound')
    await expect(call(keeper(), 'imports.columns', { organisationId: world.branchId, ...await uploaded(Buffer.from('%PDF-1.7 nothing')) })).rejects.toMatchObject({ code: 'sheetNotSheet' })
    expect(await refusal(keeper(), 'imports.keepHeaders', { organisationId: world.branchId, headers: [{ key: '', item: 'name' }] })).toBe('badInput')
  })

  test('of two who tell at once nothing is lost', async () => {
    const branch = await freshBranch()
    await Promise.all(told.map(header => call(keeper(), 'imports.keepHeaders', { organisationId: branch.id, headers: [header] })))
    expect((await preview(branch.id, strange)).counts.new).toBe(2)
  })
})

describe('ways', () => {
  let from = 5000
  const half = async () => {
    const branch = await freshBranch()
    const people = fictitiousPeople(6, from += 10)
    await commit((await preview(branch.id, rosterWorkbook(people.slice(0, 3), { branch: branch.name }))).id)
    return { branch, file: rosterWorkbook(people.map((person, i) => (i < 2 ? { ...person, job: '辅导员' } : person)), { branch: branch.name }) }
  }
  test.each([
    ['both', { new: 3, changed: 2, unchanged: 1, skipped: 0 }, 6],
    ['update', { new: 0, changed: 2, unchanged: 1, skipped: 3 }, 3],
    ['add', { new: 3, changed: 0, unchanged: 1, skipped: 2 }, 6],
  ] as const)('%s', async (way, counts, after) => {
    const { branch, file } = await half()
    const report = await call(keeper(), 'imports.preview', { organisationId: branch.id, ...await uploaded(file), way })
    expect(report).toMatchObject({ counts, total: counts.new + counts.changed })
    expect((await call(keeper(), 'imports.changes', { importId: report.id, outcome: 'skipped' })).items).toHaveLength(counts.skipped)
    expect(await commit(report.id)).toMatchObject({ state: 'done', left: [], stopped: false })
    expect(await names(branch.id)).toHaveLength(after)
    const { findAll } = await import('../../cloudfunctions/platform/database')
    expect((await findAll('members', { organisationId: branch.id, job: '辅导员' })).length).toBe(way === 'add' ? 0 : 2)
    await call(keeper(), 'imports.undo', { importId: report.id })
    expect(await names(branch.id)).toHaveLength(3)
  })
})

describe('stopped while it is written', () => {
  /** 1,200 people: three parts, of which a call with hardly any time writes none. */
  const begun = async () => {
    const branch = await freshBranch()
    const rows = [['姓名', '人员类别', '入党时间', '学号'], ...Array.from({ length: 1200 }, (_, i) => [`王${String.fromCodePoint(0x4e00 + i)}`, '正式党员', '2020.6.1', `9${i}`])]
    const report = await preview(branch.id, textTable(rows, 'utf8'))
    const { inTurn } = await import('../../cloudfunctions/modules/imports/job')
    const { goOnCommitting } = await import('../../cloudfunctions/modules/imports/commit')
    const { read } = await import('../../cloudfunctions/platform/database')
    let parts = 0
    const job = (await read('imports', report.id))!
    await inTurn(job, { from: ['staged'], set: { state: 'committing' }, now: START, until: new Date(START.getTime() + 60_000) }, (taken, holder) => goOnCommitting(taken, holder, () => (parts++ < 1 ? 1 : 0), START))
    return { branch, id: report.id }
  }
  const count = async (organisationId: string) => (await call(keeper(), 'roster.list', { organisationId, limit: 1 })).total

  test('between two calls: it has stopped, says how far it came, and what was written is taken back', async () => {
    const { branch, id } = await begun()
    expect(await call(keeper(), 'imports.status', { importId: id })).toMatchObject({ state: 'committing', done: 500, total: 1200, can: { cancel: true } })
    const stopped = await call(keeper(), 'imports.cancel', { importId: id })
    expect(stopped).toMatchObject({ state: 'done', stopped: true, done: 500, total: 1200, can: { undo: true, commit: false, cancel: false } })
    expect(await call(keeper(), 'imports.cancel', { importId: id })).toEqual(stopped)
    expect(await call(keeper(), 'imports.commit', { importId: id })).toEqual(stopped)
    expect(await count(branch.id)).toBe(500)
    expect(await call(keeper(), 'imports.undo', { importId: id })).toMatchObject({ state: 'undone', left: [], done: 500, stopped: false })
    expect(await count(branch.id)).toBe(0)
  })

  test('while a call is at it: it stops after the part that it is at', async () => {
    const { branch, id } = await begun()
    const [committed, asked] = await Promise.all([call(keeper(), 'imports.commit', { importId: id }), call(keeper(), 'imports.cancel', { importId: id })])
    expect(['committing', 'done']).toContain(asked.state)
    expect(['committing', 'done']).toContain(committed.state)
    const status = await call(keeper(), 'imports.status', { importId: id })
    expect(status.state).toBe('done')
    expect(await count(branch.id)).toBe(status.done)
    await call(keeper(), 'imports.undo', { importId: id })
    expect(await count(branch.id)).toBe(0)
  })

  test('not by somebody else', async () => {
    const { id } = await preview((await freshBranch()).id, rosterWorkbook(fictitiousPeople(1, 7000)))
    expect(await refusal(world.otherSecretary.openid, 'imports.cancel', { importId: id })).toBe('notFound')
  })
})

test('an import while somebody edits the same person: neither is lost, the later is named', async () => {
  const branch = await freshBranch()
  const people = fictitiousPeople(2, 6000)
  await commit((await preview(branch.id, rosterWorkbook(people, { branch: branch.name }))).id)
  const report = await preview(branch.id, rosterWorkbook(people.map(person => ({ ...person, job: '辅导员' })), { branch: branch.name }))
  const { items } = await call(keeper(), 'roster.list', { organisationId: branch.id })
  await call(keeper(), 'roster.update', { memberId: items[0]!.id, version: 1, changes: { className: '手工班' } })
  expect(await commit(report.id)).toMatchObject({ state: 'done', left: [{ name: items[0]!.name }] })
  expect(await call(keeper(), 'roster.get', { memberId: items[0]!.id })).toMatchObject({ className: '手工班', job: '学生' })
  expect(await call(keeper(), 'roster.get', { memberId: items[1]!.id })).toMatchObject({ job: '辅导员' })
})
