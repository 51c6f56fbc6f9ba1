/** Files through the unmodified SDK and as the client uploads them: private, signed for a time, nothing outside the folder. */
import { createReadStream, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { isCloudPath } from '../../local-cloud/files/files'
import { startLocalCloud } from '../../local-cloud'
import { appOf, cloudForFile, errorOf, folder } from './support/cloud'

const local = cloudForFile(() => ({ env: 'e' }))
const upload = (path: string, body: string | Buffer, headers: Record<string, string> = { 'x-wx-openid': 'o-1' }): Promise<Response> => fetch(`${local.cloud.url}/storage/${path}`, { method: 'PUT', headers, body: body as BodyInit })
const linkTo = async (fileID: string, maxAge?: number, env = 'e'): Promise<{ code: string; tempFileURL: string }> => {
  const { fileList } = await local.app(env).getTempFileURL({ fileList: [maxAge === undefined ? fileID : ({ fileID, maxAge } as never)] })
  return fileList[0] as { code: string; tempFileURL: string }
}

test('the SDK uploads, links, downloads and deletes', async () => {
  const app = local.app('e')
  const content = Buffer.from([0, 255, 10, 13, 128])
  const { fileID } = await app.uploadFile({ cloudPath: '花名册/党员 1.bin', fileContent: content as never })
  expect(fileID).toBe('cloud://e.local/花名册/党员 1.bin')
  expect((await app.downloadFile({ fileID })).fileContent).toEqual(content)
  const { tempFileURL } = await linkTo(fileID)
  const answer = await fetch(encodeURI(tempFileURL))
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(content)
  expect((await app.deleteFile({ fileList: [fileID, fileID] })).fileList).toMatchObject([{ code: 'SUCCESS' }, { code: expect.any(String) as string }])
  expect(await linkTo(fileID)).toMatchObject({ code: 'STORAGE_FILE_NONEXIST' })
})

test('a stream and an empty file', async () => {
  const app = local.app('e')
  const path = join(folder(), 'big.bin')
  writeFileSync(path, Buffer.alloc(3_000_000, 7))
  const big = await app.uploadFile({ cloudPath: 'big.bin', fileContent: createReadStream(path) as never })
  expect(((await app.downloadFile({ fileID: big.fileID })).fileContent as unknown as Buffer).length).toBe(3_000_000)
  const empty = await app.uploadFile({ cloudPath: 'empty', fileContent: Buffer.alloc(0) as never })
  expect((await fetch((await linkTo(empty.fileID)).tempFileURL)).status).toBe(200)
})

test('the client uploads with its openid; the file id is what the function then reads', async () => {
  const answer = await upload('up/photo.png', 'picture')
  expect(await answer.json()).toEqual({ fileID: 'cloud://e.local/up/photo.png' })
  expect(String((await local.app('e').downloadFile({ fileID: 'cloud://e.local/up/photo.png' })).fileContent)).toBe('picture')
  expect(await (await upload('a.txt', 'x', { 'x-wx-openid': 'o', 'x-env': 'other' })).json()).toEqual({ fileID: 'cloud://other.local/a.txt' })
  expect((await upload('a.txt', 'x', {})).status).toBe(400)
})

test('a link is good for its file, its use and its time', async () => {
  await upload('a.txt', 'a')
  await upload('b.txt', 'b')
  const { tempFileURL } = await linkTo('cloud://e.local/a.txt')
  expect((await fetch(tempFileURL)).status).toBe(200)
  expect((await fetch(tempFileURL.replace('a.txt', 'b.txt'))).status).toBe(403)
  expect((await fetch(tempFileURL, { method: 'PUT', body: 'changed' })).status).toBe(403)
  expect((await fetch(tempFileURL.replace(/\?.*/, ''))).status).toBe(403)
  expect((await fetch(tempFileURL.replace(/sign=(.)/, (_whole, first) => `sign=${first === '0' ? '1' : '0'}`))).status).toBe(403)
  const later = Date.now() + 61_000
  const short = await linkTo('cloud://e.local/a.txt', 60)
  jest.spyOn(Date, 'now').mockReturnValue(later)
  expect((await fetch(short.tempFileURL)).status).toBe(403)
  jest.restoreAllMocks()
})

test('a foreign or malformed file id is refused', async () => {
  await upload('mine.txt', 'x', { 'x-wx-openid': 'o', 'x-env': 'theirs' })
  for (const id of ['cloud://theirs.local/mine.txt', 'cloud://e.local/../theirs/mine.txt', 'cloud://e.local/', 'http://elsewhere/x', '']) {
    if (id !== '') expect(await linkTo(id)).toMatchObject({ code: 'INVALID_PARAM' })
  }
})

test('nothing lies outside the storage', async () => {
  for (const path of ['../out', 'a/../../out', '/out', 'a//b', 'a/./b', 'a\\..\\b', 'a\0b', '', `${'x'.repeat(256)}`, `${'x/'.repeat(500)}x`]) expect([path, isCloudPath(path)]).toEqual([path, false])
  expect((await errorOf(local.app('e').uploadFile({ cloudPath: '../out', fileContent: Buffer.from('x') as never }))).code).toBe('INVALID_PARAM')
  // Below fetch, which would tidy the path up.
  const status = await new Promise<number | undefined>((resolve) => {
    const { port } = local.cloud
    request({ host: '127.0.0.1', port, method: 'PUT', path: '/storage/..%2F..%2Fout', headers: { 'x-wx-openid': 'o' } }, (answer) => resolve(answer.resume().statusCode)).end('x')
  })
  expect(status).toBe(400)
})

test('a folder that is deleted under it is made again', async () => {
  const data = folder()
  const cloud = await startLocalCloud({ port: 0, dataDir: data, env: 'e', quiet: true, timers: false, sync: false })
  const put = (path: string): Promise<Response> => fetch(`${cloud.url}/storage/${path}`, { method: 'PUT', headers: { 'x-wx-openid': 'o' }, body: 'x' })
  expect((await put('a.txt')).status).toBe(200)
  rmSync(join(data, 'files'), { recursive: true })
  const { fileList } = (await appOf(cloud.url, 'e').getTempFileURL({ fileList: ['cloud://e.local/a.txt'] })) as { fileList: { code: string }[] }
  expect(fileList).toMatchObject([{ code: 'STORAGE_FILE_NONEXIST' }])
  expect((await put('b.txt')).status).toBe(200)
  await cloud.close()
})

test('more than 50 MB is refused, and what breaks off leaves nothing', async () => {
  expect((await upload('large.bin', Buffer.alloc(50 * 1024 * 1024 + 1))).status).toBe(413)
  await new Promise<void>((resolve) => {
    const sent = request({ host: '127.0.0.1', port: local.cloud.port, method: 'PUT', path: '/storage/broken.bin', headers: { 'x-wx-openid': 'o', 'content-length': '1000' } })
    sent.on('error', () => resolve())
    sent.write('half')
    sent.flushHeaders()
    setImmediate(() => sent.destroy())
    sent.on('close', () => resolve())
  })
  expect(await linkTo('cloud://e.local/broken.bin')).toMatchObject({ code: 'STORAGE_FILE_NONEXIST' })
  expect(await linkTo('cloud://e.local/large.bin')).toMatchObject({ code: 'STORAGE_FILE_NONEXIST' })
})

test('what was uploaded never runs as a page of this origin', async () => {
  await upload('page.html', '<script>alert(1)</script>')
  const answer = await fetch((await linkTo('cloud://e.local/page.html')).tempFileURL)
  expect(answer.headers.get('content-security-policy')).toBe('sandbox')
})

