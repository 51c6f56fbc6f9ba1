import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import { Cell, List } from '../../../components/cell'
import { Page } from '../../../components/page'
import { Article, type Section } from '../article'

const sections: Section[] = [
  {
    title: '谁在用这些信息',
    paragraphs: ['您所在的党组织用本程序保管名册、发通知、办活动、办意见。信息由您所在的党组织负责，全国党员管理系统里的登记才是正式依据，这里只是日常工作用的一份。'],
  },
  {
    title: '保存哪些信息，为什么',
    paragraphs: [
      '名册信息：姓名、性别、民族、出生日期、学历、党员类别、入党和转正日期、工作岗位或学号班级、手机号、家庭住址、身份证号。这些是官方党员信息采集表上要求的项目，由支部书记录入或导入，没有登记的可以不填。',
      '身份证号默认不保存原号，只留下加密后不能还原的核对值和末四位，用来防止重名和核对本人。手机号、家庭住址加密保存，屏幕上只显示一部分。',
      '参加情况：您读过哪些通知、报名和签到的活动、积分明细（支部启用时）、您写的意见和上传的图片。',
      '微信给本程序的一个编号，用来认出是您在用。不读取您的微信号、昵称、头像、通讯录和位置。',
    ],
  },
  {
    title: '谁看得到',
    paragraphs: [
      '您自己看得到自己的全部登记。支部书记和组织委员等按职务看得到工作需要的部分，上级党组织看得到所属支部。普通党员看不到别人的登记信息。',
      '负责人的修改、导入等操作都记录在案：谁、什么时候、改了哪几项，不记内容。记录至少保存190天。',
      '不向本组织以外的任何人提供，不用于广告，不做排名。',
    ],
  },
  {
    title: '保存多久',
    paragraphs: ['名册信息在您的组织关系在本支部期间保存；转出或移出名册后归档，按党内有关规定保存。导入名册用的表格文件，导入完成后删除，最迟24小时内删除。'],
  },
  {
    title: '您可以怎么做',
    paragraphs: [
      '查看：“我的”里的“我的资料”。更正：请支部书记修改，或写一条意见。',
      '退出：“我的”最下面的“退出支部”，退出后这个微信号不再代表您。要删除登记信息，请向支部书记提出。',
      '拒绝微信的隐私提示时，只影响当时那一步，例如选文件、选图片，其他功能照常使用。签到等都有不用手机的办法，不强制使用本程序。',
    ],
  },
  {
    title: '哪些内容不能放进来',
    paragraphs: ['涉密和工作秘密文件、政治审查材料、处分材料一律不得上传或写入。本程序不收党费、不收钱，也绝不会要银行卡号和短信验证码。'],
  },
]

/** What is kept about a person, why, who sees it and what one can do about it. */
export default function PrivacyPage() {
  return (
    <Page>
      <Article lead="加入支部就表示您知道下面这些。有不明白的，可以问支部书记。" sections={sections} />
      {process.env.TARO_ENV === 'weapp' ? (
        <List>
          <Cell title="小程序用户隐私保护指引" hint="微信平台上的完整版本" onTap={() => void Taro.openPrivacyContract({})} />
        </List>
      ) : (
        <View />
      )}
    </Page>
  )
}
