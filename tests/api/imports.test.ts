/** A branch comes from its own spreadsheet: dry run, commit, undo, through the real router and the local cloud. */
import { call, refusal, startApi, stopApi } from '../support/api'
import { importsBy, sorted, stored } from '../support/imports'
import { fictitiousId, fictitiousPeople, rosterWorkbook, type FixturePerson } from '../support/roster-workbook'
import { bind, makeWorld, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)

const { commit, freshBranch, keeper, names, preview, uploaded } = importsBy(() => world)

describe('from the spreadsheet to the roster', () => {
  test('a messy roster: dry run, commit, look, the same file again, undo', async () => {
    const branch = await freshBranch()
    const people = fictitiousPeople(23, 100)
    const file = rosterWorkbook(people, { messy: true, branch: branch.name, damagedIds: [2] })
    const before = await stored()

    const report = await preview(branch.id, file)
    expect(report).toMatchObject({ state: 'staged', counts: { new: 23, changed: 0, unchanged: 0, refused: 0 }, done: 0, total: 23, sheetName: '党员基本信息汇总表', headerRow: 4, problemsTotal: 1, can: { commit: true, undo: false, cancel: true } })
    expect(report.problems).toEqual([{ row: 7, column: 'D 身份证号码（18位）', name: people[2]!.name, found: expect.any(String), advice: expect.stringContaining('末几位已丢失'), level: 'warning' }])
    expect(report.mapped).toContainEqual({ column: 'J 入党时间', field: '加入党组织日期' })
    expect((await stored()).members).toHaveLength(before.members.length)
    const changes = await call(keeper(), 'imports.changes', { importId: report.id, outcome: 'new', limit: 10 })
    expect(changes.items[0]).toMatchObject({ row: 5, name: people[0]!.name, outcome: 'new' })
    expect(changes.items[0]!.changes).toContainEqual({ field: '公民身份证号', before: '', after: `**************${people[0]!.idNumber.slice(-4)}` })
    expect(JSON.stringify(changes)).not.toContain(people[0]!.idNumber)

    const status = await commit(report.id)
    expect((await call(keeper(), 'session.home', {})).todos.filter(todo => todo.kind === 'importRunning')).toEqual([])
    expect(status).toMatchObject({ state: 'done', done: 23, total: 23, left: [], can: { commit: false, undo: true, cancel: false } })
    expect(await names(branch.id)).toEqual(sorted(people))
    const line = (await call(keeper(), 'roster.list', { organisationId: branch.id, search: people[0]!.name })).items[0]!
    expect(await call(keeper(), 'roster.get', { memberId: line.id })).toMatchObject({
      name: people[0]!.name, birthday: people[0]!.birthday, joinedOn: people[0]!.joinedOn, fullOn: people[0]!.fullOn, studentNumber: people[0]!.studentNumber, groupName: people[0]!.group,
      idMasked: `**************${people[0]!.idNumber.slice(-4)}`, phoneMasked: expect.stringMatching(/^199\*{4}/), hasAddress: true, version: 1,
    })
    const told = (memberId: string) => call(keeper(), 'dossier.timeline', { memberId })
    expect((await told(line.id)).items).toMatchObject([{ kind: 'roster', text: '随名册导入', byName: world.founder.name }])
    expect((await call(keeper(), 'organisations.get', { organisationId: branch.id })).members).toBe(23)
    expect((await stored()).identities).toHaveLength(before.identities.length + 22)

    const again = await preview(branch.id, file)
    expect(again).toMatchObject({ counts: { new: 0, changed: 0, unchanged: 23, refused: 0 }, total: 0, can: { commit: false } })
    const middle = await stored()
    expect(await commit(again.id)).toMatchObject({ state: 'done', done: 0 })
    expect((await stored()).members).toEqual(middle.members)

    expect(await call(keeper(), 'imports.undo', { importId: report.id })).toMatchObject({ state: 'undone', done: 23, left: [] })
    const after = await stored()
    expect(after.members).toEqual(before.members)
    expect(after.identities).toEqual(before.identities)
    const { count } = await import('../../cloudfunctions/platform/database')
    expect(await count('person_events', { personId: line.id })).toBe(0)
    expect((await call(keeper(), 'organisations.get', { organisationId: branch.id })).members).toBe(0)
    expect(after.chunks.filter(chunk => chunk.importId === report.id)).toEqual([])
    expect((await preview(branch.id, file)).counts.new).toBe(23)
  })

  test('the file is deleted, whatever came of it, and cannot be taken twice', async () => {
    const branch = await freshBranch()
    for (const [bytes, code] of [[rosterWorkbook(fictitiousPeople(2), { branch: branch.name }), null], [Buffer.from('%PDF-1.7'), 'sheetNotSheet']] as const) {
      const file = await uploaded(bytes)
      expect(await refusal(keeper(), 'imports.preview', { organisationId: branch.id, ...file })).toBe(code)
      const { linkTo } = await import('../../cloudfunctions/platform/files')
      const link = (await linkTo([file.fileId]))[0]
      expect(link === '' || (await fetch(link!)).ok === false).toBe(true)
      expect(await refusal(keeper(), 'imports.preview', { organisationId: world.branchId, ...file })).toBe('fileForeign')
    }
  })

  test('a repeat of the same preview answers with the same import', async () => {
    const branch = await freshBranch()
    const file = await uploaded(rosterWorkbook(fictitiousPeople(3, 300), { branch: branch.name }))
    const first = await call(keeper(), 'imports.preview', { organisationId: branch.id, ...file })
    expect(await call(keeper(), 'imports.preview', { organisationId: branch.id, ...file })).toEqual(first)
  })

  test('changed people: what is empty stays, what differs is named, undo restores', async () => {
    const branch = await freshBranch()
    const [one, two, three] = fictitiousPeople(3, 400) as [FixturePerson, FixturePerson, FixturePerson]
    await commit((await preview(branch.id, rosterWorkbook([one, two, three], { branch: branch.name }))).id)
    const idsBefore = await stored()
    const edited = { ...two, phone: '19900009999', address: '', job: '教师', name: two.name + '明' }
    const report = await preview(branch.id, rosterWorkbook([one, edited, three], { branch: branch.name }))
    expect(report.counts).toEqual({ new: 0, changed: 1, unchanged: 2, refused: 0, skipped: 0 })
    const { items } = await call(keeper(), 'imports.changes', { importId: report.id, outcome: 'changed' })
    expect(items[0]!.changes).toEqual([
      { field: '姓名', before: two.name, after: two.name + '明' }, { field: '工作岗位', before: '学生', after: '教师' }, { field: '手机号', before: `199****${two.phone.slice(-4)}`, after: '199****9999' },
    ])
    expect(await commit(report.id)).toMatchObject({ state: 'done', done: 1, left: [] })
    const member = (await stored()).members.find(({ name }) => name === two.name + '明')!
    expect(member).toMatchObject({ version: 2, importId: report.id, job: '教师', phoneMasked: '199****9999' })
    expect(member.address).toBe(idsBefore.members.find(({ _id }) => _id === member._id)!.address)
    expect(member.searchKeys).toContain(two.name + '明')
    expect(await call(keeper(), 'imports.undo', { importId: report.id })).toMatchObject({ state: 'undone', left: [] })
    const { version, ...restored } = (await stored()).members.find(({ _id }) => _id === member._id)!
    const { version: _version, ...original } = idsBefore.members.find(({ _id }) => _id === member._id)!
    expect(restored).toEqual(original)
    expect(version).toBe(3)
  })

  test('somebody who has joined: the change reaches the account', async () => {
    const branch = await freshBranch()
    const [person] = fictitiousPeople(1, 450) as [FixturePerson]
    await commit((await preview(branch.id, rosterWorkbook([person], { branch: branch.name }))).id)
    const { items } = await call(keeper(), 'roster.list', { organisationId: branch.id })
    await bind(keeper(), items[0]!.id, 'o-joined')
    const report = await preview(branch.id, rosterWorkbook([{ ...person, name: '新姓名', group: '第二党小组' }], { branch: branch.name }))
    expect(await commit(report.id)).toMatchObject({ state: 'done', left: [] })
    const { read, find } = await import('../../cloudfunctions/platform/database')
    const member = (await read('members', items[0]!.id))!
    expect(await read('access', member.accountId!)).toMatchObject({ memberName: '新姓名', groupId: (await find('organisations', { parentId: branch.id, name: '第二党小组' }, { limit: 1 }))[0]!._id })
    await call(keeper(), 'imports.undo', { importId: report.id })
    expect((await call('o-joined', 'session.home', {})).me).toMatchObject({ name: person.name })
  })

  test('an ID number that is put right moves the claim, and back', async () => {
    const branch = await freshBranch()
    const [person] = fictitiousPeople(1, 460) as [FixturePerson]
    await commit((await preview(branch.id, rosterWorkbook([person], { branch: branch.name }))).id)
    const before = await stored()
    const right = fictitiousId(person.birthday, person.sex, 301)
    const report = await preview(branch.id, rosterWorkbook([{ ...person, idNumber: right }], { branch: branch.name }))
    expect(report.counts.changed).toBe(1)
    await commit(report.id)
    const { idHashOf } = await import('../../cloudfunctions/services/person')
    const claims = (await stored()).identities
    expect(claims.some(({ _id }) => _id === idHashOf(right))).toBe(true)
    expect(claims.some(({ _id }) => _id === idHashOf(person.idNumber))).toBe(false)
    await call(keeper(), 'imports.undo', { importId: report.id })
    expect((await stored()).identities).toEqual(before.identities)
  })
})
