import { useState } from 'react'
import { Page } from '../../../components/page'
import { Segmented } from '../../../components/segmented'
import { useSession } from '../../../services/session'
import { Article, type Section } from '../article'

const forMembers: Section[] = [
  { title: '怎样加入', paragraphs: ['点开书记在微信里发给您的卡片，看到自己的名字，点“是我”就加入了。', '群里发的是支部码时，填姓名和身份证号末四位。对不上就请书记单独发一张卡片。'] },
  { title: '每天看哪里', paragraphs: ['打开就是待办：要读的通知、要报名的活动、正在签到的活动，最急的在最上面。办完的会自己消失。'] },
  { title: '报名和候补', paragraphs: ['在活动页点报名。点错了，在截止前可以撤回。', '名额满了会排进候补，有人退出时按先后自动补上，待办里会告诉您。'] },
  { title: '签到', paragraphs: ['用微信扫现场大屏幕上的码。码每30秒换一次，扫到的码3分钟内有效。', '手机不方便时，请组织者代签，效果一样。'] },
  { title: '提意见', paragraphs: ['“我的”里的“意见诉求”：写下来，可以附图片。书记答复后您来确认是不是解决了，没解决可以再次办理。'] },
  { title: '换了手机或微信号', paragraphs: ['换手机、微信号不变，直接打开就行。换了微信号，请书记先解除旧的，再给新的微信号发加入卡片。'] },
  { title: '字太小', paragraphs: ['“我的”里可以把文字调到大或特大，默认跟随微信的字体设置。'] },
]

const forOfficers: Section[] = [
  { title: '一个人也能先用起来', paragraphs: ['别的同志还没有加入时，导入名册、粘贴接龙、勾选“群里已回复”“已电话告知”都能用，记录照样完整。'] },
  { title: '导入名册', paragraphs: ['在花名册里点“导入表格”，用平时的汇总表就行（.xlsx、.xls、.csv）。手机上从微信聊天里选文件。', '先试导入：新增几人、改动几人、哪一行有问题、怎么改，看清楚再确认。导错了可以整批撤销。同一张表再导一次不会重复。'] },
  { title: '请大家加入', paragraphs: ['人少时，在花名册里点开一位同志，生成加入卡片，发给本人。', '人多时，在设置里启用支部码，发到群里。'] },
  { title: '发通知、看已读', paragraphs: ['发出后点“发到群里”，群里的同志点开就算已读。群里回复的、电话告知的，在已读情况里勾上。', '提醒的文字可以复制到群里，默认不点名。'] },
  { title: '粘贴接龙', paragraphs: ['在群里复制整段接龙，粘贴进来：已报、请假、未接、对不上名字的分开列出，对不上的点一下选人，就记下了。'] },
  { title: '任命职务', paragraphs: ['在“职务”里任命。本人加入后，由另一位负责人确认是本人，权限才生效。免去后立即失效。', '任命、确认、免去要验证本人：指纹、面容，或动态码。动态码在“我的”里设置。'] },
  { title: '积分', paragraphs: ['默认不启用。支部在设置里可以启用，每次签到记几分自己定。记错了只能冲正，不能改。没有排行榜。'] },
]

const views = [{ key: 'members', text: '党员' }, { key: 'officers', text: '书记和委员' }] as const

/** How to do the usual things. */
export default function HelpPage() {
  const session = useSession()
  const [chosen, setChosen] = useState<'members' | 'officers' | null>(null)
  const view = chosen ?? (session?.me?.posts.length ? 'officers' : 'members')
  return (
    <Page>
      <Segmented items={views} chosen={view} onChoose={setChosen} />
      <Article key={view} lead={view === 'members' ? '常用的几件事，都在两步以内。' : '支部工作常用的几件事。'} sections={view === 'members' ? forMembers : forOfficers} />
    </Page>
  )
}
