/** Who loses a document to others again and again is told so in words, and has written nothing. */
import { startApi, stopApi } from '../support/api'

beforeAll(startApi, 60_000)
afterAll(stopApi)

test('a transaction that always loses is refused', async () => {
  const { put, read, transaction } = await import('../../cloudfunctions/platform/database')
  await put('nicknames', { _id: 'hot', organisationId: 'a', nickname: '0', memberId: 'm' })
  jest.spyOn(Math, 'random').mockReturnValue(0)
  let tries = 0
  const lost = transaction(async tx => {
    await tx.read('nicknames', 'hot')
    // Somebody else is quicker every time.
    await put('nicknames', { _id: 'hot', organisationId: 'a', nickname: String(++tries), memberId: 'm' })
    await tx.update('nicknames', 'hot', { nickname: 'mine' })
  })
  await expect(lost).rejects.toMatchObject({ code: 'busy' })
  expect([tries, (await read('nicknames', 'hot'))?.nickname]).toEqual([12, '12'])
})
