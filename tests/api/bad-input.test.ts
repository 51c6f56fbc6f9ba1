/**
 * What people send by mistake: each line is told in a sentence that says what is wrong and what to do, and leaves the
 * store as it was. Through the real router, with real files.
 */
import * as XLSX from '@e965/xlsx'
import { ActionFailed, call, setNow, START, startApi, stopApi, upload } from '../support/api'
import { closeGate, dieAt, openGate } from '../support/gate'
import { importsBy } from '../support/imports'
import { paceOf } from '../support/pace'
import { fictitiousPeople, rosterWorkbook, textTable } from '../support/roster-workbook'
import { bind, makeWorld, type World } from '../support/world'

let world: World
let branch: { id: string; name: string }
const { freshBranch, keeper, uploaded, preview, commit } = importsBy(() => world)
beforeAll(async () => {
  await startApi()
  await openGate()
  world = await makeWorld()
  branch = await freshBranch()
}, 60_000)
afterAll(async () => {
  await closeGate()
  await stopApi()
})
afterEach(() => setNow(START))
// What the router logs of a broken connection is wanted here.
jest.spyOn(console, 'error').mockImplementation(() => undefined)

const by = () => world.secretary.openid
const hours = (n: number) => new Date(START.getTime() + n * 3_600_000).toISOString()

/** Everything that is kept, but for what counts or proves the call itself. */
async function store(): Promise<Record<string, string>> {
  const { collections } = await import('../../cloudfunctions/platform/collections')
  const { findAll } = await import('../../cloudfunctions/platform/database')
  const kept = collections.map(({ name }) => name).filter(name => !['audit', 'throttles', 'uploads', 'jobs'].includes(name))
  return Object.fromEntries(await Promise.all(kept.map(async name => [name, JSON.stringify(await findAll(name, {}))] as const)))
}

/** Whether a lay person can read a sentence: Chinese, whole, without places left open, ids or words of a program. */
function expectReadable(sentence: string): void {
  expect(sentence).toMatch(/\p{Script=Han}{4}/u)
  expect(sentence).not.toMatch(/[{}[\]<>_$]|undefined|null|NaN|Invalid|Error|Expected|too_|object|string/)
  expect(sentence.replace(/\.(xlsx|xls|csv|jpg|jpeg|png|webp|heic|gif)\b|\b(MB|KB|X)\b/g, '')).not.toMatch(/[A-Za-z]{2}/)
  expect(sentence).not.toMatch(/[，。：；、]{2}|[，：、]$|\s{2}/)
}

/** Refused, told, and nothing left behind. */
async function isRefused(work: () => Promise<unknown>, code: string, ...words: string[]): Promise<void> {
  const before = await store()
  const error = await work().then(() => null, (refused: unknown) => refused)
  expect(error).toBeInstanceOf(ActionFailed)
  const { code: found, message } = error as ActionFailed
  const sentence = message.replace(/^\w+: /, '')
  expect([found, words.filter(word => !sentence.includes(word)), sentence]).toEqual([code, [], sentence])
  expectReadable(sentence)
  expect(await store()).toEqual(before)
}

describe('a file', () => {
  const file = (bytes: Buffer) => async () => call(keeper(), 'imports.preview', { organisationId: branch.id, ...await uploaded(bytes) })
  const compound = (files: Record<string, Buffer>): Buffer => {
    const made = XLSX.CFB.utils.cfb_new()
    for (const [name, content] of Object.entries(files)) XLSX.CFB.utils.cfb_add(made, `/${name}`, content)
    return Buffer.from(XLSX.CFB.write(made, { type: 'buffer' }) as Uint8Array)
  }
  test('that is not a spreadsheet', async () => {
    await isRefused(file(Buffer.from('%PDF-1.7 示例')), 'sheetNotSheet', '请用', '.xlsx')
    await isRefused(file(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')), 'sheetNotSheet', '请用')
    await isRefused(() => call(by(), 'files.issueUpload', { purpose: 'roster', fileName: '名册.docx', size: 1000 }), 'fileKind', '请用', '.xlsx')
  })
  test('that is encrypted', async () => {
    await isRefused(file(compound({ EncryptionInfo: Buffer.alloc(200), EncryptedPackage: Buffer.alloc(5000) })), 'sheetEncrypted', '密码', '请在电脑上去掉密码')
  })
  test('that is empty', async () => {
    const { uploadId, cloudPath } = await call(keeper(), 'files.issueUpload', { purpose: 'roster', fileName: '名册.xlsx', size: 1 })
    const fileId = await upload(keeper(), cloudPath, Buffer.alloc(0))
    await isRefused(() => call(keeper(), 'imports.preview', { organisationId: branch.id, uploadId, fileId, fileName: '名册.xlsx' }), 'sheetEmpty', '请检查')
    await isRefused(file(rosterWorkbook([])), 'sheetEmpty', '请检查')
    await isRefused(() => call(by(), 'files.issueUpload', { purpose: 'roster', fileName: '名册.xlsx', size: 0 }), 'fileEmpty', '请检查')
  })
  test('with 100,000 rows', async () => {
    const rows = [['姓名', '人员类别', '学号'], ...Array.from({ length: 100_000 }, (_, i) => ['王示例', '正式党员', String(i)])]
    await isRefused(file(textTable(rows, 'utf8')), 'sheetTooManyRows', '100001', '10000', '请分成几个文件')
  }, 60_000)
  test('with nothing that says what is what', async () => {
    await isRefused(file(textTable([['王建国', '正式党员'], ['李芳', '预备党员']], 'utf8')), 'sheetNoHeader', '姓名', '表头')
  })
})

describe('a row', () => {
  /** One row is refused with its sentence, and committing the rest leaves it out. */
  async function rowRefused(bytes: Buffer, row: number, ...words: string[]): Promise<void> {
    const report = await preview(branch.id, bytes)
    const problem = report.problems.find(each => each.row === row && each.level === 'error')!
    expect([words.filter(word => !problem.advice.includes(word)), problem.advice]).toEqual([[], problem.advice])
    expectReadable(problem.advice)
    expect(problem.advice).toContain('请')
    const { read } = await import('../../cloudfunctions/platform/database')
    const before = await store()
    const status = report.total > 0 ? await commit(report.id) : report
    expect(status.counts.refused).toBe(1)
    if (report.total > 0) await call(keeper(), 'imports.undo', { importId: report.id })
    else await call(keeper(), 'imports.cancel', { importId: report.id })
    const after = await store()
    for (const name of ['members', 'identities', 'access', 'posts']) expect([name, after[name]]).toEqual([name, before[name]])
    expect(await read('imports', report.id)).not.toBeNull()
  }
  const people = fictitiousPeople(6, 300)

  test('with a wrong check digit', async () => {
    const wrong = `${people[1]!.idNumber.slice(0, 17)}${people[1]!.idNumber[17] === '1' ? '2' : '1'}`
    await rowRefused(rosterWorkbook(people.slice(0, 2), { branch: branch.name, edit: rows => { rows[1]![3] = wrong } }), 6, '校验码', '请对照证件改正')
    await isRefused(() => call(by(), 'roster.add', { organisationId: world.branchId, name: '何错', standing: 'full', idNumber: wrong }), 'idWrong', '身份证号与最后一位校验码对不上', '请对照证件改正')
  })
  test('of a person who is in the file twice', async () => {
    await rowRefused(rosterWorkbook([people[0]!, people[1]!, people[0]!], { branch: branch.name }), 7, '第5行', '请删去重复的一行')
  })
  test('of a person who is in another branch already', async () => {
    await call(world.otherSecretary.openid, 'roster.add', { organisationId: world.otherBranchId, name: people[2]!.name, standing: 'full', idNumber: people[2]!.idNumber })
    await rowRefused(rosterWorkbook(people.slice(2, 4), { branch: branch.name }), 5, '别的支部', '请先办理组织关系转接')
    await isRefused(() => call(by(), 'roster.add', { organisationId: world.branchId, name: people[2]!.name, standing: 'full', idNumber: people[2]!.idNumber }), 'personElsewhere', '请先办理组织关系转接')
  })
})

describe('an activity', () => {
  const create = (more: object) => () => call(by(), 'activities.create', { title: '主题党日', place: '示例楼', startsAt: hours(5), endsAt: hours(7), ...more })
  test('that ends before it starts', async () => {
    await isRefused(create({ endsAt: hours(4) }), 'activityEndsBeforeStart', '晚于开始时间', '请重新选择')
    await isRefused(create({ endsAt: hours(5) }), 'activityEndsBeforeStart', '请重新选择')
    await isRefused(create({ startsAt: hours(-5), endsAt: hours(-4) }), 'activityInPast', '请重新选择')
  })
  test('with capacity 0', async () => {
    await isRefused(create({ capacity: 0 }), 'capacityTooSmall', '至少为1人', '不限名额请留空')
    await isRefused(create({ capacity: -3 }), 'capacityTooSmall', '不限名额请留空')
    await isRefused(create({ capacity: 1.5 }), 'badInput', '名额要填整数')
    await isRefused(create({ capacity: 5001 }), 'badInput', '名额不能大于5000', '请改小')
    const { activityId } = await create({ capacity: 2 })()
    await isRefused(() => call(by(), 'activities.update', { activityId, version: 1, title: '主题党日', place: '示例楼', startsAt: hours(5), endsAt: hours(7), capacity: 0 }), 'capacityTooSmall', '不限名额请留空')
  })
})

describe('a code', () => {
  test('that has expired', async () => {
    const { code } = await call(by(), 'binding.invite', { memberId: world.unbound.memberId })
    const { code: branchCode } = await call(by(), 'binding.setBranchCode', { organisationId: world.branchId, on: true })
    await setNow(new Date(START.getTime() + 31 * 86_400_000))
    await isRefused(() => call('o-late', 'binding.accept', { code }), 'codeInvalid', '请向支部书记重新要一个')
    await isRefused(() => call('o-late', 'binding.claim', { branchCode: branchCode!, name: world.unbound.name, idTail: '0014' }), 'claimRefused', '请核对')
    await setNow(START)
    const { activityId } = await call(by(), 'activities.create', { title: '主题党日', place: '示例楼', startsAt: hours(0.5), endsAt: hours(2) })
    const shown = await call(by(), 'activities.checkInCode', { activityId })
    await setNow(new Date(START.getTime() + 4 * 60_000))
    await isRefused(() => call(world.member.openid, 'activities.checkIn', { activityId, code: shown.code }), 'checkInCodeWrong', '3分钟内有效', '请扫现场最新的码')
  })
  test('of another branch', async () => {
    const { memberId } = await call(world.otherSecretary.openid, 'roster.add', { organisationId: world.otherBranchId, name: '何他', standing: 'full', idNumber: fictitiousPeople(1, 390)[0]!.idNumber })
    const { code: theirs } = await call(world.otherSecretary.openid, 'binding.setBranchCode', { organisationId: world.otherBranchId, on: true })
    await isRefused(() => call('o-astray', 'binding.claim', { branchCode: theirs!, name: world.unbound.name, idTail: '0014' }), 'claimRefused', '请核对支部码', '请支部书记发一张加入卡片')
    // A card for another branch is no use to somebody who is in one.
    const { code } = await call(world.otherSecretary.openid, 'binding.invite', { memberId })
    await isRefused(() => call(world.member.openid, 'binding.accept', { code }), 'alreadyBound', '请先联系支部书记')
    const { activityId } = await call(world.otherSecretary.openid, 'activities.create', { title: '他支部活动', place: '示例楼', startsAt: hours(0.5), endsAt: hours(2) })
    const shown = await call(world.otherSecretary.openid, 'activities.checkInCode', { activityId })
    await isRefused(() => call(world.member.openid, 'activities.checkIn', { activityId, code: shown.code }), 'notFound', '不在您的支部')
  })
})

describe('a pasted chain', () => {
  const read = (text: string) => async () => {
    const { noticeId } = await notice
    return call(by(), 'chains.read', { target: { kind: 'notice', id: noticeId }, text })
  }
  let notice: Promise<{ noticeId: string }>
  beforeAll(async () => {
    notice = call(by(), 'notices.post', { title: '接龙', body: '请接龙' })
    await notice
  })
  test('of 2,000 lines', () => isRefused(read(Array.from({ length: 2000 }, (_, i) => `${i + 1}. 王建国`).join('\n')), 'chainTooLong', '2000行', '请分几次粘贴'))
  test('of nonsense', async () => {
    for (const text of ['', '   \n\n', '今天天气不错\n大家辛苦了', '😀😀😀', '\u0000\u202e\u200b', '{"a":1}', '#####', '1. 1. 1. 1.']) await isRefused(read(text), 'chainEmpty', '请从群里复制整段接龙再粘贴')
    await isRefused(read('长'.repeat(100_001)), 'badInput', '内容最多100000个字', '请删短')
  })
  test('that is made to be slow is read or refused at once', async () => {
    const spiteful = ['报名: ' + '1. '.repeat(6600), '1.' + ' '.repeat(90_000), '接龙 '.repeat(30_000), '+1'.repeat(50_000), `${'请假'.repeat(10_000)}不`, '1、' + 'a·'.repeat(45_000), Array.from({ length: 400 }, () => '王'.repeat(240)).join('\n'), '报名: ' + '1. '.repeat(6000) + '\n' + ('报名: ' + '1. '.repeat(6000) + '\n').repeat(4)]
    for (const text of spiteful) {
      const pace = await paceOf(() => read(text.slice(0, 100_000))().catch((error: unknown) => { if (!(error instanceof ActionFailed)) throw error }))
      expect({ text: text.slice(0, 8), slow: pace > 25 }).toEqual({ text: text.slice(0, 8), slow: false })
    }
  }, 60_000)
})

test('a notice of 20,000 characters', async () => {
  await isRefused(() => call(by(), 'notices.post', { title: '通知', body: '长'.repeat(20_000) }), 'badInput', '正文最多5000个字', '现在有20000个字', '请删短')
  await isRefused(() => call(by(), 'notices.post', { title: '长'.repeat(61), body: '正文' }), 'badInput', '标题最多60个字', '请删短')
  await isRefused(() => call(by(), 'notices.post', { title: '通知', body: ' \n ' }), 'badInput', '正文没有填', '请补上')
})

test('an attachment of 20 MB, announced and real', async () => {
  const size = 20 * 1024 * 1024
  await isRefused(() => call(world.member.openid, 'files.issueUpload', { purpose: 'appealPicture', fileName: '照片.jpg', size }), 'fileTooLarge', '20 MB', '最大10 MB', '请换一个小一些的')
  const { uploadId, cloudPath } = await call(world.member.openid, 'files.issueUpload', { purpose: 'appealPicture', fileName: '照片.jpg', size: 1000 })
  const fileId = await upload(world.member.openid, cloudPath, Buffer.alloc(size))
  await isRefused(() => call(world.member.openid, 'appeals.write', { text: '请看照片', pictures: [{ uploadId, fileId }] }), 'fileTooLarge', '20 MB', '请换一个小一些的')
}, 60_000)

describe('a connection that breaks in the middle', () => {
  const acts: [string, () => Promise<() => Promise<unknown>>][] = [
    ['of an import', async () => {
      const { id } = await preview(branch.id, rosterWorkbook(fictitiousPeople(3, 350), { branch: branch.name }))
      return () => call(keeper(), 'imports.commit', { importId: id })
    }],
    ['of joining', async () => {
      const { memberId } = await call(by(), 'roster.add', { organisationId: world.branchId, name: '何断', standing: 'full' })
      const { code } = await call(by(), 'binding.invite', { memberId })
      return () => call('o-broken', 'binding.accept', { code })
    }],
    ['of a sign-up', async () => {
      const { activityId } = await call(by(), 'activities.create', { title: '主题党日', place: '示例楼', startsAt: hours(5), endsAt: hours(7) })
      return () => call(world.member.openid, 'activities.signUp', { activityId })
    }],
  ]
  test.each(acts)('%s', async (_, prepare) => {
    const act = await prepare()
    const before = await store()
    // Nothing is heard any more from the second request on: the person is told to try again, and nothing is there.
    let told: unknown
    await dieAt(1, false, () => act().catch((error: unknown) => { told = error }))
    expect(told).toMatchObject({ code: 'internal', message: expect.stringContaining('您的内容没有丢，请稍后再试') })
    expectReadable((told as ActionFailed).message.replace(/^\w+: /, ''))
    expect(await store()).toEqual(before)
    // Tried again it is done.
    await act()
    expect(await store()).not.toEqual(before)
  })
})

test('whoever joins by a card in the end is none the worse for it', async () => {
  await bind(by(), world.unbound.memberId, 'o-fine')
  expect((await call('o-fine', 'session.home', {})).me?.name).toBe(world.unbound.name)
})
