/** What a vote refuses besides, and what all votes by ballots do, with the sentence a person reads (errors.ts). */
export const voteErrors = {
  ballotBranchOnly: '“{name}”是{kind}。表决、换届选举和民主评议由党支部办理，请打开要办的那个党支部，从它的页面办理',
  voteNoTitle: '请先写好名称',
  voteNoHands: '{kind}要无记名投票，不能举手表决（{rule}）',
  voteMonths: '延长预备期最少{min}个月，最长{max}个月（{rule}）',
  voteProbationRuns: '{name}的预备期到{until}才满，期满以后才能讨论{what}（{rule}）',
  voteNotActivist: '{name}还不是入党积极分子，不能推荐为发展对象人选',
  voteHeldLater: '开会的日期还没有到，只登记已经开过的会；今天和以后开的会不用填',
  voteHeldLong: '开会的日期是{months}个月以前，请核对',
  voteHeldBefore: '开会的日期早于{name}{what}（{day}），请核对',
  voteDayLater: '{what}还没有到，请核对',
} as const
