import { call, refusal, reply, setNow, START, startApi, stopApi, upload } from '../support/api'
import { makeWorld, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)
afterEach(() => setNow(START))

const MB = 1024 * 1024
const issue = (openid: string, over: object = {}, requestId?: string) => call(openid, 'files.issueUpload', { purpose: 'appealPicture', fileName: '照片.JPG', size: 1000, ...over }, requestId)
const refused = async (openid: string, input: object) => (await reply('api', { action: 'files.issueUpload', input: { purpose: 'appealPicture', fileName: '照片.jpg', size: 1000, ...input } }, openid) as { error?: { code: string; message: string } }).error

test('each upload gets a path of its own, for one account and one purpose', async () => {
  const { accountIdOf } = await import('../../cloudfunctions/platform/identity')
  const { uploadId, cloudPath } = await issue(world.member.openid, {}, 'tap-upload')
  expect(cloudPath).toBe(`uploads/appealPicture/${accountIdOf(world.member.openid)}/${uploadId}.jpg`)
  expect(await issue(world.member.openid, {}, 'tap-upload')).toEqual({ uploadId, cloudPath })
  expect((await issue(world.member.openid)).cloudPath).not.toBe(cloudPath)
  expect((await issue(world.leader.openid, {}, 'tap-upload')).cloudPath).not.toBe(cloudPath)
})

test('a roster only from who keeps one', async () => {
  const roster = { purpose: 'roster' as const, fileName: '党员名册.xlsx', size: 10 * MB }
  expect((await issue(world.secretary.openid, roster)).cloudPath).toMatch(/^uploads\/roster\/.*\.xlsx$/)
  for (const person of [world.member, world.leader, world.officer]) expect(await refusal(person.openid, 'files.issueUpload', roster)).toBe('forbidden')
  expect(await refusal(world.stranger, 'files.issueUpload', roster)).toBe('notBound')
})

test('what is too large or of another kind says so before it is sent', async () => {
  expect(await refused(world.member.openid, { size: 20 * MB })).toMatchObject({ code: 'fileTooLarge', message: '文件太大：20 MB，最大10 MB，请换一个小一些的' })
  expect(await refused(world.member.openid, { size: 10 * MB + 1 })).toMatchObject({ code: 'fileTooLarge' })
  expect(await refused(world.member.openid, { size: 10 * MB })).toBeUndefined()
  expect(await refused(world.member.openid, { size: 0 })).toMatchObject({ code: 'fileEmpty' })
  for (const fileName of ['程序.exe', '照片', '照片.jpg.exe', '.', '表.xlsx', '照片.jpg/../x']) expect(await refused(world.member.openid, { fileName })).toMatchObject({ code: 'fileKind', message: '不支持这种文件，请用.jpg、.jpeg、.png、.webp、.heic、.gif' })
  expect(await refused(world.secretary.openid, { purpose: 'roster', fileName: '名册.docx' })).toMatchObject({ message: '不支持这种文件，请用.xlsx、.xls、.csv' })
  expect(await refused(world.member.openid, { purpose: 'anything' })).toMatchObject({ code: 'badInput' })
  expect(await refused(world.member.openid, { fileName: ' ' })).toMatchObject({ message: '填写的内容不对：文件名没有填，请补上' })
  expect(await refused(world.member.openid, { size: -1 })).toMatchObject({ code: 'badInput' })
})

test('after a day unused files and rosters are gone, pictures in use stay', async () => {
  const { expireUploads } = await import('../../cloudfunctions/modules/files/expire')
  const { read, find } = await import('../../cloudfunctions/platform/database')
  const { acceptUpload, linkTo } = await import('../../cloudfunctions/platform/files')
  const { accountIdOf } = await import('../../cloudfunctions/platform/identity')
  const put = async (openid: string, over: object = {}) => {
    const issued = await issue(openid, over)
    return { ...issued, openid, fileId: await upload(openid, issued.cloudPath, Buffer.from('示例')) }
  }
  const unused = await put(world.member.openid)
  const used = await put(world.member.openid)
  const roster = await put(world.secretary.openid, { purpose: 'roster', fileName: '名册.csv' })
  const never = await issue(world.member.openid)
  await acceptUpload(used, accountIdOf(used.openid), 'appealPicture', START)
  await acceptUpload(roster, accountIdOf(roster.openid), 'roster', START)
  const there = async () => (await linkTo([unused.fileId, used.fileId, roster.fileId])).map(Boolean)
  expect(await there()).toEqual([true, true, true])

  const day = new Date(START.getTime() + 86_400_000)
  expect(await expireUploads(day)).toBe(0)
  expect(await there()).toEqual([true, true, true])
  await setNow(new Date(day.getTime() + 1))
  const fresh = await put(world.member.openid)
  expect(await expireUploads(new Date(day.getTime() + 1))).toBeGreaterThanOrEqual(3)
  expect(await there()).toEqual([false, true, false])
  expect(await read('uploads', never.uploadId)).toBeNull()
  expect(await find('uploads', {}, { limit: 100 }).then(rest => rest.map(each => each._id).sort())).toEqual([used.uploadId, fresh.uploadId].sort())
  expect(await expireUploads(new Date(day.getTime() + 1))).toBe(0)
  // Too late: what has been taken away can no longer be used.
  await expect(acceptUpload(unused, accountIdOf(unused.openid), 'appealPicture', day)).rejects.toMatchObject({ code: 'fileForeign' })
})

test('a file of another environment is not the one that was issued, and a repeat is issued the same path', async () => {
  const asked = { purpose: 'appealPicture' as const, fileName: '照片.jpg', size: 1000 }
  const first = await call(world.member.openid, 'files.issueUpload', asked, 'same-upload-tap')
  expect(await call(world.member.openid, 'files.issueUpload', { ...asked, fileName: '照片.png' }, 'same-upload-tap')).toEqual(first)
  const fileId = await upload(world.member.openid, first.cloudPath, Buffer.from('示例'))
  const write = (id: string) => call(world.member.openid, 'appeals.write', { text: '请看', pictures: [{ uploadId: first.uploadId, fileId: id }] })
  for (const foreign of [fileId.replace('cloud://test.', 'cloud://elsewhere.'), fileId.replace('cloud://test.', 'cloud://test2.'), fileId.replace('cloud://', 'https://'), `${fileId}?x`, fileId.replace(/\.jpg$/, '.png')]) {
    await expect(write(foreign)).rejects.toMatchObject({ code: 'fileForeign' })
  }
  await write(fileId)
})
