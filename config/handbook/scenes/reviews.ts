/** 民主评议: who leads it, and who takes part. */
import type { Scene } from '../stage'

export const reviews: Scene = async ({ preview, secretary, who, phone, take }) => {
  const { items } = await preview.call(who('secretary'), 'reviews.list', {})
  const open = items.find(({ state }) => state === 'open')!
  await secretary.go(`pages/reviews/detail/index?id=${open.id}`)
  await secretary.see('结束并计票')
  await take(secretary, 'review')
  await secretary.go(`pages/ballots/screen/index?kind=review&id=${open.id}&group=a&slips=yes`)
  await secretary.settled()
  await take(secretary, 'review-slips')

  const member = await phone(who('member'))
  await member.go(`pages/ballots/vote/index?kind=review&id=${open.id}`)
  await member.seeButton('开始评议')
  await take(member, 'review-intro')
  await member.tapButton('开始评议')
  await member.see('不了解')
  await take(member, 'review-vote')
  await member.close()
}
