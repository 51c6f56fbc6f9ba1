/** What all votes by ballots refuse besides, with the sentence a person reads (errors.ts). */
export const ballotErrors = {
  voidNoConsent: '票已经数过，不能自己作废重来。确需作废的，请报上级党组织，登记上级的书面意见以后再作废',
  voidOnBallot: '您在这张票上。票已经数过，要由别的负责人宣布作废',
  ballotRebound: '投票开始以后您才加入，或者换过微信账号，这一次不能用手机投。请向主持人领纸质票',
  paperGiven: '“{group}”按姓名发出了{given}张纸质票，录入的是发出{issued}张。请核对后再录入',
  counterOne: '纸质票要两个人分别数、数得一致才算，请至少指定两位',
  counterReason: '已经有人录入票数。换下监票人、计票人要写明原因，会显示在这次投票里',
  counterTries: '您已经录入{most}次，不能再录。请主持人换一位同志来数',
  counterRebound: '指定您以后，您换过微信账号。请主持人重新指定',
} as const
