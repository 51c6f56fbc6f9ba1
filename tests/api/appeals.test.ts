import { call, operationsOf, refusal, reply, setNow, START, startApi, stopApi, upload } from '../support/api'
import { makeWorld, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)
afterEach(() => setNow(START))

const author = () => world.member.openid
const by = () => world.secretary.openid
const write = async (text = '教学楼三层的灯坏了，晚上自习看不清。', over: object = {}, requestId?: string) => (await call(author(), 'appeals.write', { text, ...over }, requestId)).appealId
const answer = (appealId: string, close = false, openid = by(), requestId?: string) => call(openid, 'appeals.answer', { appealId, text: '已联系后勤处。', close }, requestId)
const confirm = (appealId: string, solved: boolean, text = '', requestId?: string) => call(author(), 'appeals.confirm', { appealId, solved, text }, requestId)
const todos = async (openid: string, appealId: string) => (await call(openid, 'session.home', {})).todos.filter(todo => todo.refId === appealId).map(todo => `${todo.kind} ${todo.hint}`)
const picture = async (openid: string, bytes = Buffer.from('示例图片'), over: object = {}) => {
  const { uploadId, cloudPath } = await call(openid, 'files.issueUpload', { purpose: 'appealPicture', fileName: '灯.jpg', size: 1000, ...over })
  return { uploadId, fileId: await upload(openid, cloudPath, bytes) }
}
const countOf = async () => (await import('../../cloudfunctions/platform/database')).count('appeals', {})

test('written, answered, closed, reopened, answered, closed, solved: each sees what to do next', async () => {
  const appealId = await write()
  expect(await todos(by(), appealId)).toEqual(['appeal 意见诉求，请答复'])
  expect(await todos(author(), appealId)).toEqual([])
  expect(await call(author(), 'appeals.get', { appealId })).toMatchObject({ state: 'submitted', mine: true, authorName: '陈静', pictures: [], can: { answer: false, close: false, confirm: false, reopen: false }, why: { confirm: '现在不能这样办理：待答复' } })
  expect(await call(by(), 'appeals.get', { appealId })).toMatchObject({ mine: false, can: { answer: true, close: true, confirm: false, reopen: false } })

  expect(await answer(appealId)).toMatchObject({ state: 'answered' })
  expect(await todos(by(), appealId)).toEqual([])
  expect(await todos(author(), appealId)).toEqual(['appealMine 支部已答复，请查看'])
  expect((await call(author(), 'appeals.get', { appealId })).can).toEqual({ answer: false, close: false, confirm: true, reopen: false })

  expect(await answer(appealId, true)).toMatchObject({ state: 'closed', can: { answer: false, close: false } })
  expect(await todos(author(), appealId)).toEqual(['appealMine 已办结，请确认是否解决'])
  expect(await confirm(appealId, false, '还是不亮')).toMatchObject({ state: 'reopened' })
  expect(await todos(author(), appealId)).toEqual([])
  expect(await todos(by(), appealId)).toEqual(['appeal 反映未解决，请再次办理'])
  expect(await answer(appealId, true)).toMatchObject({ state: 'closed' })
  const solved = await confirm(appealId, true)
  expect(solved).toMatchObject({ state: 'solved', can: { answer: false, close: false, confirm: false, reopen: false } })
  expect(solved.history.map(line => [line.act, line.byName, line.text])).toEqual([
    ['wrote', '陈静', ''], ['answered', '王建国', '已联系后勤处。'], ['answered', '王建国', '已联系后勤处。'], ['closed', '王建国', ''], ['reopened', '陈静', '还是不亮'],
    ['answered', '王建国', '已联系后勤处。'], ['closed', '王建国', ''], ['solved', '陈静', ''],
  ])
  expect([...await todos(by(), appealId), ...await todos(author(), appealId)]).toEqual([])
})

test('what the state does not allow is refused with where it stands', async () => {
  const appealId = await write()
  const message = async (openid: string, action: string, input: object) => (await reply('api', { action, input: { appealId, ...input } }, openid) as { error?: { code: string; message: string } }).error
  expect(await message(author(), 'appeals.confirm', { solved: true })).toMatchObject({ code: 'appealState', message: '现在不能这样办理：待答复' })
  expect(await message(author(), 'appeals.confirm', { solved: false })).toMatchObject({ code: 'appealState' })
  await answer(appealId, true)
  expect(await message(by(), 'appeals.answer', { text: '再说一句', close: false })).toMatchObject({ code: 'appealState', message: '现在不能这样办理：已办结，请您确认' })
  await confirm(appealId, true)
  expect(await message(author(), 'appeals.confirm', { solved: false })).toMatchObject({ message: '现在不能这样办理：已解决' })
})

test('a repeated tap writes, answers and confirms once', async () => {
  const appealId = await write('重复提交', {}, 'tap-write')
  expect(await write('重复提交', {}, 'tap-write')).toBe(appealId)
  await Promise.all([answer(appealId, true, by(), 'tap-answer'), answer(appealId, true, by(), 'tap-answer')])
  expect((await answer(appealId, true, by(), 'tap-answer')).history.map(line => line.act)).toEqual(['wrote', 'answered', 'closed'])
  await confirm(appealId, true, '', 'tap-confirm')
  expect((await confirm(appealId, true, '', 'tap-confirm')).history.map(line => line.act)).toEqual(['wrote', 'answered', 'closed', 'solved'])
})

test('of two officers who close at once one is told to look again', async () => {
  for (let round = 0; round < 5; round++) {
    const appealId = await write(`同时办理${round}`)
    const outcomes = await Promise.all([by(), world.officer.openid].map(openid => refusal(openid, 'appeals.answer', { appealId, text: '已办', close: true })))
    expect(outcomes.filter(outcome => outcome === null)).toHaveLength(1)
    expect(['conflict', 'appealState']).toContain(outcomes.find(outcome => outcome !== null))
    expect((await call(by(), 'appeals.get', { appealId })).history).toHaveLength(3)
  }
})

test('pictures are the author’s own, shown by links that expire, and seen by nobody else', async () => {
  const pictures = [await picture(author()), await picture(author(), Buffer.alloc(5000, 1), { fileName: '灯.png' })]
  const appealId = await write('有图', { pictures }, 'tap-pictures')
  expect(await write('有图', { pictures }, 'tap-pictures')).toBe(appealId)
  const seen = await call(by(), 'appeals.get', { appealId })
  expect(seen.pictures).toHaveLength(2)
  expect(Buffer.from(await (await fetch(seen.pictures[0]!)).arrayBuffer()).toString()).toBe('示例图片')
  expect(await refusal(world.leader.openid, 'appeals.get', { appealId })).toBe('notFound')
  // Used once: the same pictures serve no other appeal.
  expect(await refusal(author(), 'appeals.write', { text: '又用', pictures })).toBe('fileForeign')
})

test('the same tap at the same moment takes its pictures once', async () => {
  const pictures = [await picture(author())]
  const before = await countOf()
  const ids = await Promise.all([write('同时', { pictures }, 'tap-together'), write('同时', { pictures }, 'tap-together')].map(promise => promise.catch((error: { code: string }) => error.code)))
  // Whoever came second either found the record or was told that the picture is taken; the next repeat finds it in any case.
  expect(ids.filter(id => id !== 'fileForeign').length).toBeGreaterThanOrEqual(1)
  expect(await write('同时', { pictures }, 'tap-together')).toMatch(/^[a-z2-7]{16}$/)
  expect(await countOf()).toBe(before + 1)
})

test('a picture that is foreign, missing or too large leaves no record and spoils nothing', async () => {
  const good = await picture(author())
  const foreign = await picture(world.leader.openid)
  const large = await picture(author(), Buffer.alloc(20 * 1024 * 1024))
  const { uploadId, cloudPath } = await call(author(), 'files.issueUpload', { purpose: 'appealPicture', fileName: '未传.jpg', size: 1 })
  const roster = await call(by(), 'files.issueUpload', { purpose: 'roster', fileName: '名册.csv', size: 1 })
  const before = await countOf()
  const refused = async (pictures: object[], openid = author()) => (await reply('api', { action: 'appeals.write', input: { text: '有图', pictures } }, openid) as { error: { code: string; message: string } }).error
  expect(await refused([good, foreign])).toMatchObject({ code: 'fileForeign', message: '这个文件不是您刚才上传的，请重新选择' })
  expect(await refused([good, { ...good, fileId: foreign.fileId }])).toMatchObject({ code: 'fileForeign' })
  expect(await refused([{ ...good, fileId: foreign.fileId }])).toMatchObject({ code: 'fileForeign' })
  expect(await refused([good, good])).toMatchObject({ code: 'fileForeign' })
  expect(await refused([{ uploadId: 'nothing', fileId: good.fileId }])).toMatchObject({ code: 'fileForeign' })
  expect(await refused([{ uploadId: roster.uploadId, fileId: `cloud://test.x/${roster.cloudPath}` }], by())).toMatchObject({ code: 'fileForeign' })
  expect(await refused([good, { uploadId, fileId: good.fileId.replace(/uploads.*/, cloudPath) }])).toMatchObject({ code: 'fileMissing' })
  expect(await refused([good, large])).toMatchObject({ code: 'fileTooLarge', message: '文件太大：20 MB，最大10 MB，请换一个小一些的' })
  expect(await refused([good, good, good, good])).toMatchObject({ code: 'badInput', message: '填写的内容不对：图片一次最多3张，现在有4张，请减少一些，或分几次' })
  expect(await countOf()).toBe(before)
  // The good one was not used up by what was wrong beside it.
  expect((await call(by(), 'appeals.get', { appealId: await write('只有好的', { pictures: [good] }) })).pictures).toHaveLength(1)
})

test('text that is empty, too long or risky is refused and leaves nothing', async () => {
  const appealId = await write()
  const before = await countOf()
  expect(await refusal(author(), 'appeals.write', { text: ' ' })).toBe('badInput')
  expect(await refusal(author(), 'appeals.write', { text: '长'.repeat(2001) })).toBe('badInput')
  expect(await refusal(author(), 'appeals.write', { text: '违规示例词' })).toBe('riskyText')
  expect(await refusal(by(), 'appeals.answer', { appealId, text: '违规示例词', close: true })).toBe('riskyText')
  expect(await refusal(by(), 'appeals.answer', { appealId, text: '', close: true })).toBe('badInput')
  await answer(appealId, true)
  expect(await refusal(author(), 'appeals.confirm', { appealId, solved: false, text: '违规示例词' })).toBe('riskyText')
  expect(await countOf()).toBe(before)
  expect((await call(author(), 'appeals.get', { appealId })).state).toBe('closed')
})

test('the author and the officers of the branch, nobody else', async () => {
  const appealId = await write()
  for (const person of [world.leader, world.probationary, world.otherMember, world.otherSecretary, world.founder]) {
    expect(await refusal(person.openid, 'appeals.get', { appealId })).toBe('notFound')
    expect(await refusal(person.openid, 'appeals.confirm', { appealId, solved: true })).toBe('notFound')
  }
  expect(await refusal(world.otherSecretary.openid, 'appeals.answer', { appealId, text: '答', close: false })).toBe('notFound')
  expect(await refusal(author(), 'appeals.answer', { appealId, text: '答', close: false })).toBe('forbidden')
  expect(await refusal(world.stranger, 'appeals.write', { text: '您好' })).toBe('notBound')
  expect(await refusal(by(), 'appeals.get', { appealId: 'nothing' })).toBe('notFound')
  expect(await refusal(author(), 'appeals.ofBranch', {})).toBe('forbidden')
  await answer(appealId, true)
  // An officer cannot speak for the author.
  expect(await refusal(by(), 'appeals.confirm', { appealId, solved: true })).toBe('forbidden')
  expect(await refusal(world.otherSecretary.openid, 'appeals.ofBranch', {})).toBeNull()
  expect((await call(world.otherSecretary.openid, 'appeals.ofBranch', {})).items).toEqual([])
})

describe('lists', () => {
  const all = async (openid: string, action: 'appeals.mine' | 'appeals.ofBranch', open?: boolean) => {
    const seen: string[] = []
    for (let cursor: string | undefined; ;) {
      const page = await call(openid, action, { limit: 3, cursor, ...(action === 'appeals.ofBranch' && { open }) })
      seen.push(...page.items.map(line => line.id))
      if (!page.next) return seen
      cursor = page.next
    }
  }
  test('page by key; the branch’s can be narrowed to what is open', async () => {
    await setNow(new Date(START.getTime() + 60_000))
    const open = await write('还没有答复')
    const done = await write('已经办结')
    await answer(done, true)
    const branch = await all(by(), 'appeals.ofBranch')
    expect(new Set(branch).size).toBe(branch.length)
    expect(branch).toHaveLength(await countOf())
    const stillOpen = await all(by(), 'appeals.ofBranch', true)
    const closed = await all(by(), 'appeals.ofBranch', false)
    expect([...stillOpen, ...closed].sort()).toEqual([...branch].sort())
    expect(stillOpen).toContain(open)
    expect(closed).toContain(done)
    expect(await all(author(), 'appeals.mine')).toEqual(branch)
    expect(await all(world.leader.openid, 'appeals.mine')).toEqual([])
    expect((await call(by(), 'appeals.ofBranch', {})).items.find(line => line.id === done)).toMatchObject({ excerpt: '已经办结', state: 'closed', authorName: '陈静', mine: false })
  })
  test('cost two operations', async () => {
    expect(await operationsOf(() => call(author(), 'appeals.mine', {}))).toBe(2)
    expect(await operationsOf(() => call(by(), 'appeals.ofBranch', { open: true }))).toBe(2)
  })
})

test('the author who agreed to a message gets one, and one only', async () => {
  process.env.ZHIBU_TEMPLATES = JSON.stringify({ appealAnswered: 'template-appeal' })
  try {
    const { cloudUrl } = await import('../support/api')
    const outbox = async () => ((await (await fetch(`${cloudUrl()}/_/outbox?env=test`)).json()) as { messages?: { page: string }[] })
    const appealId = await write('请发消息')
    await call(author(), 'session.keepConsent', { purposes: ['appealAnswered'] })
    await answer(appealId, false, by(), 'tap-message')
    await answer(appealId, false, by(), 'tap-message')
    await answer(appealId, true)
    expect(JSON.stringify(await outbox()).split(`pages/appeals/detail/index?id=${appealId}`)).toHaveLength(2)
  } finally {
    delete process.env.ZHIBU_TEMPLATES
  }
})
